package dev.ferry.negotiation;

import dev.ferry.content.CopyListener;
import dev.ferry.port.ByteStream;
import java.io.IOException;

/** A cargo whose bytes pass a valve. */
record MeteredCargo(Cargo cargo, Valve valve) implements ForwardingCargo {
  @Override
  public Moved move(ByteStream stream, CopyListener progress)
      throws IOException, InterruptedException {
    return cargo.move(valve.over(stream), progress);
  }
}
