package dev.ferry.peerlink.files;

import dev.ferry.EndReason.PeerFault;
import dev.ferry.machine.Mailbox;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Failures;
import dev.ferry.peerlink.channel.ChannelRequest;
import dev.ferry.peerlink.files.FileMessage.End;
import dev.ferry.peerlink.files.FileMessage.Nonsense;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.Optional;

/**
 * What comes to a transfer's task, from the peer's channel of words and from here, and what it says
 * on that channel. {@link #post} may be called from any task, all else by the transfer's own.
 */
final class Words {
  private static final int MAILBOX = 64;

  private final String id;
  private final Tasks tasks;
  private final Mailbox<FileEvent> mailbox;
  private final TaskScope scope;
  private Optional<Control> control = Optional.empty();
  private boolean deaf;
  private volatile boolean closed;

  Words(String id, Tasks tasks) {
    this.id = id;
    this.tasks = tasks;
    this.mailbox = new Mailbox<>(tasks, MAILBOX);
    this.scope = new TaskScope(tasks);
  }

  void post(FileEvent event) {
    mailbox.force(event);
    if (closed) {
      decline();
    }
  }

  /** Closes a stream with the words, or at once when they are closed already. */
  ByteStream own(ByteStream stream) {
    return scope.own(stream);
  }

  /** Begins to listen on the channel. */
  void over(ByteStream stream) {
    Control one = new Control(tasks, scope.own(stream));
    control = Optional.of(one);
    scope.fork("hear " + id, () -> listen(one));
  }

  private void listen(Control one) throws InterruptedException {
    try {
      Optional<FileMessage> message = one.hear();
      while (message.isPresent()) {
        if (!mailbox.post(new FileEvent.Heard(message.get()))) {
          post(new FileEvent.Stopped(new PeerFault("the peer says more than is listened to")));
          return;
        }
        if (message.get() instanceof Nonsense) {
          return;
        }
        message = one.hear();
      }
      post(new FileEvent.Lost("the peer closed the channel of the transfer"));
    } catch (IOException e) {
      post(new FileEvent.Lost(Failures.words(e)));
    }
  }

  /**
   * Says something.
   *
   * @throws IOException when the peer does not take it by the deadline
   */
  void say(FileMessage message, long deadline) throws IOException, InterruptedException {
    control.orElseThrow().say(message, deadline);
  }

  /** What comes next, from whoever; empty when the deadline came first. */
  Optional<FileEvent> next(long deadline) throws InterruptedException {
    Optional<FileEvent> event = mailbox.take(deadline);
    deaf |= event.filter(Words::isLast).isPresent();
    return event;
  }

  /** Whether nothing of the peer can follow. */
  private static boolean isLast(FileEvent event) {
    return event instanceof FileEvent.Lost || event instanceof FileEvent.Heard(End _);
  }

  /** Whether the peer says nothing more, so that nothing need be said to it. */
  boolean isDeaf() {
    return deaf || control.isEmpty();
  }

  /**
   * Waits for the peer's goodbye, when all is done here; answers whether all is well there, too.
   */
  boolean isAgreed(long deadline) throws InterruptedException {
    while (!isDeaf()) {
      Optional<FileEvent> event = next(deadline);
      if (event.isEmpty() || event.get() instanceof FileEvent.Stopped) {
        return false;
      }
      if (event.get() instanceof FileEvent.Heard(End end)) {
        return end.code() == EndCode.COMPLETED;
      }
    }
    return false;
  }

  /** Says goodbye. */
  void part(End goodbye, long deadline) throws InterruptedException {
    if (!isDeaf()) {
      try {
        say(goodbye, deadline);
      } catch (IOException gone) {
        deaf = true;
      }
    }
  }

  /** Waits for the peer to have heard the goodbye: then it closes the channel. */
  void awaitParted(long deadline) throws InterruptedException {
    while (!isDeaf()) {
      Optional<FileEvent> event = next(deadline);
      if (event.isPresent() && event.get() instanceof FileEvent.Asked(ChannelRequest request)) {
        request.decline();
      }
      deaf |= event.isEmpty();
    }
  }

  void close() {
    scope.close();
    closed = true;
    decline();
  }

  /** What nobody will look at any more must not stay without an answer. */
  private void decline() {
    try {
      for (Optional<FileEvent> left = mailbox.take(tasks.now());
          left.isPresent();
          left = mailbox.take(tasks.now())) {
        if (left.get() instanceof FileEvent.Asked(ChannelRequest request)) {
          request.decline();
        }
      }
    } catch (InterruptedException e) {
      tasks.interruptSelf();
    }
  }
}
