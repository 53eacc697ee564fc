package dev.ferry.peerlink.files;

import dev.ferry.EndReason.PeerFault;
import dev.ferry.port.Monitor;
import dev.ferry.port.Picture;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The small picture of what is offered: shown by its sender, on the transfer's task; waited for by
 * who looks, on any.
 */
final class Pictures {
  /** What programs here can draw; a drawing in SVG is a program and not among them. */
  private static final Set<String> DRAWABLE =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  private static final int MOST_LOOKS = 4;

  private final Monitor monitor;
  private Optional<Picture> own = Optional.empty();
  private int looks;
  private Optional<Picture> picture = Optional.empty();
  private boolean asked;
  private boolean settled;

  Pictures(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /** Sender: shows this one to whoever looks. */
  void show(Optional<Picture> one) {
    own = one;
  }

  /** Sender: the receiver looks. */
  Picture look() throws Over {
    looks++;
    if (looks > MOST_LOOKS) {
      throw Over.here(new PeerFault("the peer looks at a picture again and again"));
    }
    return own.orElseThrow(
        () -> Over.here(new PeerFault("the peer looks at a picture that it was not promised")));
  }

  /** Receiver: whether it may be asked for now, which is once. */
  boolean ask() {
    boolean[] first = {false};
    monitor.change(() -> {
      first[0] = !asked;
      asked = true;
    });
    return first[0];
  }

  /** Receiver: the sender has shown it; what cannot be drawn is none. */
  void came(Picture shown) {
    String type = shown.mediaType().toLowerCase(Locale.ROOT);
    boolean fits = DRAWABLE.contains(type) && shown.bytes().length <= FileWire.LARGEST_PICTURE;
    monitor.change(() -> {
      if (asked && !settled) {
        picture = Optional.of(shown).filter(_ -> fits);
        settled = true;
      }
    });
  }

  /** None will come any more. */
  void over() {
    monitor.change(() -> settled = true);
  }

  /** Waits for it. */
  Optional<Picture> await(long deadline) throws InterruptedException {
    monitor.await(() -> settled, deadline);
    List<Picture> there = new ArrayList<>(1);
    monitor.change(() -> picture.ifPresent(there::add));
    return there.stream().findFirst();
  }
}
