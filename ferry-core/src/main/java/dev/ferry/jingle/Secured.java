package dev.ferry.jingle;

import dev.ferry.Assurance;
import dev.ferry.Route;
import dev.ferry.machine.StreamTimer;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import dev.ferry.security.NotSecured;
import dev.ferry.security.Security;
import dev.ferry.security.Security.Role;
import dev.ferry.transport.Carrier;
import dev.ferry.transport.Layer;
import java.io.IOException;

/**
 * A way that was found, protected as the session agreed.
 *
 * @param assurance what may be said of it
 */
record Secured(Carrier carrier, Assurance assurance, Security security) {
  /**
   * Protects a way. Methods that protect direct connections from their first byte on do so by
   * {@link #layer}; all else is protected here, since the relay itself is spoken to in clear.
   *
   * @throws IOException when the other side does not do its part
   * @throws NotSecured when the way would go in clear although that was not agreed
   */
  static Secured of(Tasks tasks, Security security, Carrier found, long deadline)
      throws IOException, NotSecured, InterruptedException {
    if (!security.covers(found.route())) {
      throw new NotSecured("a way was found that would not be encrypted: " + found.route());
    }
    ByteStream raw = found.stream();
    ByteStream stream =
        found.route() == Route.DIRECT && security.beneath()
            ? raw
            : StreamTimer.within(
                tasks, raw, deadline, () -> security.wrap(raw, security.relayed()));
    Carrier carrier = new Carrier(stream, found.route(), found.inBand());
    return new Secured(carrier, security.settle(stream), security);
  }

  /**
   * Receiver: takes the proof that the bytes were all.
   *
   * @return whether it proves that they are the sender's, whatever its digests say
   */
  boolean complete() throws IOException, InterruptedException {
    return security.complete(carrier.stream());
  }

  /** What protects direct connections, below everything that is said on them. */
  static Layer layer(Security security) {
    return security.beneath() ? new Below(security) : Layer.NONE;
  }

  private record Below(Security security) implements Layer {
    @Override
    public ByteStream onDialed(ByteStream fresh) throws IOException, InterruptedException {
      return security.wrap(fresh, Role.CLIENT);
    }

    @Override
    public ByteStream onAccepted(ByteStream fresh) throws IOException, InterruptedException {
      return security.wrap(fresh, Role.SERVER);
    }
  }
}
