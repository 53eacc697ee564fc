package dev.ferry.transfer;

import dev.ferry.content.ChunkDigests;
import dev.ferry.content.ChunkPlan;
import dev.ferry.content.Copy;
import dev.ferry.content.CopyListener;
import dev.ferry.content.Hashes;
import dev.ferry.content.Hashing;
import dev.ferry.content.ReceivingExchange;
import dev.ferry.content.Recorder;
import dev.ferry.content.Recorder.Zeal;
import dev.ferry.content.Survey;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Cargo.Moved;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** The bytes of one file coming in, from wherever its partial file ends. Run once, by one task. */
final class Incoming {
  private final Tasks tasks;
  private final long size;
  private final PartialFile file;
  private final Optional<ChunkDigests> digests;
  private final Supplier<Hashing> hashing;
  private final CopyListener progress;
  private final long start;

  /**
   * @param digests of the chunks that are there, when a record is kept
   * @param hashing what the whole is to be compared by
   */
  Incoming(
      Tasks tasks,
      long size,
      PartialFile file,
      Optional<ChunkDigests> digests,
      Supplier<Hashing> hashing,
      CopyListener progress) {
    this.tasks = tasks;
    this.size = size;
    this.file = file;
    this.digests = digests;
    this.hashing = hashing;
    this.progress = progress;
    this.start = file.written();
  }

  /** From a sender that compares chunks afterwards. What was there before is looked at beside. */
  Moved compared(ByteStream stream) throws IOException, InterruptedException {
    ChunkDigests ours = digests.orElseThrow();
    int before = ours.count();
    Survey again = survey(start, false, Hashing.none(), Optional.of(ours.plan()));
    // After a resume nothing is hashed on the way but what the recorder hashes.
    var recorder = new Recorder(tasks, file, ours, start == 0 ? Zeal.BESIDE : Zeal.ALL);
    var exchange =
        new ReceivingExchange(stream, ours.plan(), file, new Steady(tasks, progress, size));
    try (TaskScope scope = new TaskScope(tasks)) {
      TaskHandle beside = scope.fork("look at what was there", again::run);
      try {
        Hashes whole = copy(scope, stream, Optional.of(recorder), true);
        return Moved.of(
            exchange.run(
                whole,
                sign -> {
                  again.await(sign);
                  for (int i = 0; i < before; i++) {
                    ours.set(i, again.digests().get(i));
                  }
                  recorder.complete(sign);
                  return ours;
                }));
      } finally {
        again.stop();
        beside.join();
      }
    }
  }

  /**
   * From any other sender: the digest is of the whole, computed beside when it was begun before.
   */
  Moved whole(ByteStream stream) throws IOException, InterruptedException {
    Optional<Recorder> recorder =
        digests.map(known -> new Recorder(tasks, file, known, Zeal.BESIDE));
    try (TaskScope scope = new TaskScope(tasks)) {
      return start == 0
          ? Moved.of(copy(scope, stream, recorder, false))
          : rest(scope, stream, recorder);
    }
  }

  private Moved rest(TaskScope scope, ByteStream stream, Optional<Recorder> recorder)
      throws IOException, InterruptedException {
    Survey all = survey(size, true, hashing.get(), Optional.empty());
    TaskHandle beside = scope.fork("hash what was there", all::run);
    try {
      copy(scope, stream, recorder, false);
      all.await(new Steady(tasks, progress, size));
      return Moved.of(all.hashes());
    } finally {
      all.stop();
      beside.join();
    }
  }

  private Survey survey(long end, boolean growing, Hashing what, Optional<ChunkPlan> plan) {
    return new Survey(tasks, file::readBack, end, growing, what, plan);
  }

  /** Answers digests of the whole when all of it comes now. */
  private Hashes copy(TaskScope scope, ByteStream stream, Optional<Recorder> recorder, boolean more)
      throws IOException, InterruptedException {
    Hashing passing = start == 0 ? hashing.get() : Hashing.none();
    Copy copy = new Copy(tasks, start, size, passing, progress);
    Optional<TaskHandle> recording = recorder.map(r -> scope.fork("record", r::run));
    try {
      return copy.receive(stream, file, more).hashes();
    } catch (IOException e) {
      recorder.ifPresent(Recorder::keep);
      throw e;
    } finally {
      recorder.ifPresent(Recorder::stop);
      recording.ifPresent(TaskHandle::join);
    }
  }
}
