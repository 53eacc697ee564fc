package dev.ferry.peerlink.files;

import dev.ferry.EndReason.PeerFault;
import java.util.ArrayDeque;
import java.util.Queue;

/** What the peer has said before it was waited for, in order. Of the transfer's task. */
final class Unheard {
  private static final int MOST = 8;

  private final Queue<FileMessage> messages = new ArrayDeque<>();

  boolean isEmpty() {
    return messages.isEmpty();
  }

  void keep(FileMessage message) throws Over {
    messages.add(message);
    if (messages.size() > MOST) {
      throw Over.here(new PeerFault("the peer says more than is listened to"));
    }
  }

  /** Keeps it when it is a message of the peer's. */
  void keep(FileEvent event) throws Over {
    if (event instanceof FileEvent.Heard(FileMessage message)) {
      keep(message);
    }
  }

  /** The next one, which must be of that kind. */
  <M extends FileMessage> M take(Class<M> kind) throws Over {
    FileMessage message = messages.remove();
    if (!kind.isInstance(message)) {
      throw disorder(message);
    }
    return kind.cast(message);
  }

  /** The peer must say nothing at this time. */
  static void none(FileEvent event) throws Over {
    if (event instanceof FileEvent.Heard(FileMessage message)) {
      throw disorder(message);
    }
  }

  static Over disorder(FileMessage message) {
    return Over.here(
        new PeerFault(
            "the peer says what is not due (" + message.getClass().getSimpleName() + ")"));
  }
}
