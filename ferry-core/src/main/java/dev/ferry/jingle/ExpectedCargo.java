package dev.ferry.jingle;

import dev.ferry.content.CopyException;
import dev.ferry.content.CopyListener;
import dev.ferry.content.Hashes;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.ForwardingCargo;
import dev.ferry.port.ByteStream;
import java.io.IOException;
import java.util.Set;

/**
 * A file that comes in and whose digests were told before the session: whatever the session says of
 * them, it must have those.
 */
record ExpectedCargo(Cargo cargo, Hashes expected) implements ForwardingCargo {
  /** The cargo itself, where nothing is expected that could be compared. */
  static Cargo of(Cargo cargo, Hashes expected) {
    return expected.prove() ? new ExpectedCargo(cargo, expected) : cargo;
  }

  @Override
  public Moved move(ByteStream stream, CopyListener progress)
      throws IOException, InterruptedException {
    Moved moved = cargo.move(stream, progress);
    Set<String> algorithms = expected.byAlgorithm().keySet();
    Hashes computed =
        algorithms.stream().anyMatch(a -> moved.computed().get(a).isPresent())
            ? moved.computed()
            : cargo.compute(algorithms);
    boolean other =
        algorithms.stream()
            .anyMatch(a -> computed.get(a).filter(h -> !isExpected(a, h)).isPresent());
    if (other) {
      throw new CopyException(
          CopyException.Kind.DAMAGED, 0, "what arrived is not the file that was shared");
    }
    return moved;
  }

  private boolean isExpected(String algorithm, String hex) {
    return expected.get(algorithm).filter(hex::equals).isPresent();
  }
}
