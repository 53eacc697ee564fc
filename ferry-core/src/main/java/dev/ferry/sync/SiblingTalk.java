package dev.ferry.sync;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this device and another one of its account tell each other for as long as both are there:
 * first what either lacks, then whatever is new. {@link #run} is its own task.
 */
final class SiblingTalk {
  private static final long SECOND = 1_000_000_000;
  private static final long GREETING = 30 * SECOND;

  /** Then it is looked whether another process of this home has noted something. */
  private static final long LOOK = 5 * SECOND;

  private final Tasks tasks;
  private final Notebook notebook;
  private final SyncChannel channel;

  // Guarded by the notebook's monitor.
  private final Map<String, Note> known = new HashMap<>();
  private Optional<Bytes> state = Optional.empty();
  private Optional<String> over = Optional.empty();
  private boolean faulty;

  SiblingTalk(Tasks tasks, Notebook notebook, ByteStream stream) {
    this.tasks = tasks;
    this.notebook = notebook;
    this.channel = new SyncChannel(tasks, stream);
  }

  /**
   * Talks until the channel is over; answers why, and whether the other device is not to be talked
   * with for a while.
   */
  Over run() throws InterruptedException {
    try (TaskScope scope = new TaskScope(tasks)) {
      SyncChannel owned = scope.own(channel);
      scope.fork("hear notes", this::listen);
      speak(owned);
    } catch (IOException e) {
      end(String.valueOf(e.getMessage()), false);
    }
    Over[] why = new Over[1];
    notebook.monitor().change(() -> why[0] = new Over(over.orElse("it was closed"), faulty));
    return why[0];
  }

  /** Why a talk ended, and whether because the other device said what makes no sense. */
  record Over(String why, boolean faulty) {}

  private void speak(SyncChannel to) throws IOException, InterruptedException {
    Notes now = notebook.notes();
    to.say(new SyncMessage.State(now.digests()));
    boolean greeted =
        notebook.monitor().await(() -> state.isPresent() || over.isPresent(), tasks.in(GREETING));
    if (!greeted) {
      end("the other device says nothing", false);
    }
    if (!isOver()) {
      // What is in groups that are the same there need not be told.
      List<Note> common = notebook.notes().inCommon(state.orElseThrow());
      notebook.monitor().change(() -> common.forEach(note -> known.putIfAbsent(note.key(), note)));
    }
    while (!isOver()) {
      long seen = changes();
      tell(to, notebook.notes());
      var unused =
          notebook
              .monitor()
              .await(() -> notebook.changes() != seen || over.isPresent(), tasks.in(LOOK));
    }
    to.say(new SyncMessage.End(over.orElseThrow()));
  }

  private void tell(SyncChannel to, Notes now) throws IOException, InterruptedException {
    List<Note> due = new ArrayList<>();
    notebook
        .monitor()
        .change(() -> {
          known.keySet().retainAll(now.byKey().keySet());
          now.byKey().values().stream()
              .filter(note -> !note.equals(known.get(note.key())))
              .forEach(due::add);
          due.forEach(note -> known.put(note.key(), note));
        });
    for (SyncMessage message : SyncWire.told(due)) {
      to.say(message);
    }
  }

  private void listen() throws InterruptedException {
    try {
      Optional<SyncMessage> heard = channel.hear();
      while (heard.isPresent() && heard(heard.get())) {
        heard = channel.hear();
      }
      end("the other device has closed the channel", false);
    } catch (IOException e) {
      end(String.valueOf(e.getMessage()), false);
    }
  }

  /** Answers whether more may follow. */
  private boolean heard(SyncMessage message) throws IOException {
    return switch (message) {
      case SyncMessage.State(Bytes digests) -> greeted(digests);
      case SyncMessage.Told(List<Note> notes) -> told(notes);
      case SyncMessage.Unknown _ -> true;
      case SyncMessage.End(String words) -> end("the other device says: " + words, false);
      case SyncMessage.Nonsense(String why) -> end(why, true);
    };
  }

  private boolean greeted(Bytes digests) {
    boolean[] first = {false};
    notebook
        .monitor()
        .change(() -> {
          first[0] = state.isEmpty();
          state = Optional.of(digests);
        });
    return first[0] || end("it greets twice", true);
  }

  private boolean told(List<Note> notes) throws IOException {
    notebook.monitor().change(() -> notes.forEach(note -> known.put(note.key(), note)));
    Notes after = notebook.merge(notes);
    notebook.monitor().change(() -> known.keySet().retainAll(after.byKey().keySet()));
    return !isOver();
  }

  /** The first reason counts. */
  private boolean end(String why, boolean fault) {
    notebook
        .monitor()
        .change(() -> {
          faulty |= over.isEmpty() && fault;
          over = over.or(() -> Optional.of(why));
        });
    return false;
  }

  private boolean isOver() {
    boolean[] now = {false};
    notebook.monitor().change(() -> now[0] = over.isPresent());
    return now[0];
  }

  private long changes() {
    long[] now = {0};
    notebook.monitor().change(() -> now[0] = notebook.changes());
    return now[0];
  }

  /** Ends it; any task may call. */
  void close(String why) {
    boolean unused = end(why, false);
  }
}
