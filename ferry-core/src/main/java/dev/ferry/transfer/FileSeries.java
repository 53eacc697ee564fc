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
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The files of a folder, one session after another, to a peer that takes no folders. It gets the
 * files under their own names alone; the first that fails ends the series, but for empty ones. Run
 * once, by one task.
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
    List<Integer> files = inOrder(tree);
    if (files.isEmpty()) {
      end(new EndReason.Unreachable("it takes no folders, and there is no file in this one"));
      return;
    }
    transfer.remark(List.of("the peer takes no folders: it gets the files one by one"));
    transfer.remark(emptyFolders(tree));
    long before = 0;
    for (int i = 0; i < files.size() && !dispatch.isCancelled(); i++) {
      int file = files.get(i);
      FileStep step = new FileStep(tree.path(file), i + 1L, files.size());
      Optional<EndReason> failure =
          send(file, new SeriesStep(tasks.monitor(), transfer, step, before));
      if (failure.isPresent()) {
        failed(step, tree.size(file), failure.get());
        return;
      }
      before += tree.size(file);
    }
    if (!dispatch.isCancelled()) {
      end(new Completed(weakest, ""));
    }
  }

  /**
   * Empty files come last: some clients refuse them, which is no reason to keep the others back.
   */
  private static List<Integer> inOrder(Tree tree) {
    List<Integer> files = new ArrayList<>();
    List<Integer> empty = new ArrayList<>();
    for (int file = 0; file < tree.files(); file++) {
      (tree.size(file) > 0 ? files : empty).add(file);
    }
    files.addAll(empty);
    return files;
  }

  private static List<String> emptyFolders(Tree tree) {
    BitSet filled = new BitSet();
    for (int folder = 1; folder < tree.folders(); folder++) {
      filled.set(tree.parent(folder));
    }
    for (int file = 0; file < tree.files(); file++) {
      filled.set(tree.folderOf(file));
    }
    List<String> told = new ArrayList<>();
    int empty = 0;
    for (int folder = 1; folder < tree.folders(); folder++) {
      if (!filled.get(folder) && empty++ < TOLD) {
        told.add(
            tree.folderPath(folder) + " is an empty folder and was left out: only files are sent");
      }
    }
    if (empty > TOLD) {
      told.add("and " + (empty - TOLD) + " more empty folders");
    }
    return told;
  }

  private void failed(FileStep step, long size, EndReason why) {
    boolean all = size > 0 || step.number() == 1 || why instanceof EndReason.Cancelled;
    if (all) {
      transfer.remark(
          List.of(
              "ended at %s; %d of %d files were sent"
                  .formatted(step.name(), step.number() - 1, step.of())));
      end(why);
    } else {
      transfer.remark(
          List.of(
              "the peer did not take %s, which is empty; %d empty files were left out"
                  .formatted(step.name(), step.of() - step.number() + 1)));
      end(new Completed(weakest, ""));
    }
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
