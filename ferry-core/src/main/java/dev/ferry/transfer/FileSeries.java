package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Completed;
import dev.ferry.Route;
import dev.ferry.TransferState.Ended;
import dev.ferry.Verified;
import dev.ferry.content.FileStep;
import dev.ferry.port.FolderSource;
import dev.ferry.port.Tasks;
import dev.ferry.port.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of a folder, one session after another, to a peer that takes no folders. It gets the
 * files under their own names alone; the first that fails ends the series. Run once, by one task.
 */
final class FileSeries {
  private static final int TOLD = 20;

  private final Tasks tasks;
  private final FolderSource folder;
  private final LiveTransfer transfer;
  private final FolderDispatch dispatch;
  private Verified weakest = Verified.HASH;
  private Optional<Route> route = Optional.empty();

  FileSeries(Tasks tasks, FolderSource folder, LiveTransfer transfer, FolderDispatch dispatch) {
    this.tasks = tasks;
    this.folder = folder;
    this.transfer = transfer;
    this.dispatch = dispatch;
  }

  void run() throws InterruptedException {
    Tree tree = folder.tree();
    List<Integer> files = filesWithBytes(tree);
    if (files.isEmpty()) {
      end(new EndReason.Unreachable("it takes no folders, and there is no file with bytes in it"));
      return;
    }
    transfer.remark(List.of("the peer takes no folders: it gets the files one by one"));
    long before = 0;
    for (int i = 0; i < files.size() && !dispatch.isCancelled(); i++) {
      int file = files.get(i);
      FileStep step = new FileStep(tree.path(file), i + 1L, files.size());
      Optional<EndReason> failure =
          send(file, new SeriesStep(tasks.monitor(), transfer, step, before));
      if (failure.isPresent()) {
        transfer.remark(
            List.of("ended at %s; %d of %d files were sent".formatted(step.name(), i, step.of())));
        end(failure.get());
        return;
      }
      before += tree.size(file);
    }
    if (!dispatch.isCancelled()) {
      end(new Completed(weakest, ""));
    }
  }

  /** Some clients refuse empty files, or never end with one. */
  private List<Integer> filesWithBytes(Tree tree) {
    List<Integer> files = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    int skipped = 0;
    for (int file = 0; file < tree.files(); file++) {
      if (tree.size(file) > 0) {
        files.add(file);
      } else if (skipped++ < TOLD) {
        empty.add(tree.path(file) + " is empty and was left out, since the peer takes no folders");
      }
    }
    if (skipped > TOLD) {
      empty.add("and " + (skipped - TOLD) + " more empty files");
    }
    transfer.remark(empty);
    return files;
  }

  /** Answers why it failed, if it did. */
  private Optional<EndReason> send(int file, SeriesStep step) throws InterruptedException {
    dispatch.offer(new FolderFile(folder, file), step);
    Ended ended = step.await();
    route = ended.route().or(() -> route);
    if (ended.reason() instanceof Completed(Verified how, var hash)) {
      weakest = how.compareTo(weakest) > 0 ? how : weakest;
      return Optional.empty();
    }
    return Optional.of(ended.reason());
  }

  private void end(EndReason reason) {
    transfer.show(new Ended(reason, Optional.empty(), route));
  }
}
