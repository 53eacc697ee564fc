package dev.ferry.ice;

import dev.ferry.ice.moving.MovingStream;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import java.util.Optional;

/**
 * A connection to the peer, who has proved itself. Whoever has it closes it.
 *
 * @param stream on which nothing but the peer's bytes come
 * @param role ours in the end, after a conflict perhaps another than at first
 * @param moving the same stream, where it passes a relay and may yet go on at a direct way
 */
public record Found(ByteStream stream, boolean relayed, Role role, Optional<MovingStream> moving) {
  /** A connection whose framing has ended on both sides. */
  static Found raw(Tasks tasks, ByteStream stream, boolean relayed, Role role) {
    if (!relayed) {
      return new Found(stream, false, role, Optional.empty());
    }
    var moving = new MovingStream(tasks, stream);
    return new Found(moving, true, role, Optional.of(moving));
  }
}
