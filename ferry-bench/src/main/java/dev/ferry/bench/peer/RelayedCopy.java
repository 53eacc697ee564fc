package dev.ferry.bench.peer;

import dev.ferry.bench.row.Run;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.ice.stun.AddressFamily;
import dev.ferry.ice.turn.Relay;
import dev.ferry.io.socket.Interfaces;
import dev.ferry.io.socket.SocketNetwork;
import dev.ferry.io.tasks.RealTasks;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.World;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Plain TCP through a relay: what a transfer can be compared with that goes the same way, from one
 * relayed address to another. Nothing is hashed, stored, framed or encrypted; once the relay has
 * joined the connections, the bytes go from socket to socket.
 */
public final class RelayedCopy {
  private static final long PATIENCE = 600_000_000_000L;
  private static final int PIECE = 64 << 10;

  private final World world =
      new World(new RealTasks(), new SocketNetwork(Interfaces.loopback()), new SystemRandomness());
  private final Coturn server;

  public RelayedCopy(Coturn server) {
    this.server = server;
  }

  /** Moves that many bytes; the time counts from the first to the last of them. */
  public Run run(long bytes) throws IOException, InterruptedException {
    long deadline = world.tasks().in(PATIENCE);
    try (Relay here = relay(deadline);
        Relay there = relay(deadline);
        Listener listener = there.listener()) {
      here.permit(there.relayed().getAddress(), deadline);
      there.permit(here.relayed().getAddress(), deadline);
      try (ByteStream out = here.connect(there.relayed(), deadline);
          ByteStream in = listener.accept().stream()) {
        // A relay drops what comes before it has joined both sides.
        out.write(ByteBuffer.allocate(1));
        read(in, 1);
        in.write(ByteBuffer.allocate(1));
        read(out, 1);
        long begun = world.tasks().now();
        TaskHandle writer = world.tasks().fork("relayed copy", () -> write(out, bytes));
        read(in, bytes);
        double seconds = (world.tasks().now() - begun) / 1e9;
        writer.join();
        Optional<Throwable> failure = writer.failure();
        if (failure.isPresent()) {
          throw new IOException("writing to the relay", failure.get());
        }
        return new Run(seconds, 0);
      }
    }
  }

  private Relay relay(long deadline) throws IOException, InterruptedException {
    return Relay.open(world, TlsLayer.NONE, server.address(), AddressFamily.IPV4, deadline);
  }

  private static void write(ByteStream to, long bytes) throws IOException, InterruptedException {
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    for (long left = bytes; left > 0; left -= piece.limit()) {
      to.write(piece.clear().limit((int) Math.min(PIECE, left)));
    }
  }

  private static void read(ByteStream from, long bytes) throws IOException, InterruptedException {
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    for (long left = bytes; left > 0; ) {
      int count = from.read(piece.clear().limit((int) Math.min(PIECE, left)));
      if (count < 0) {
        throw new EOFException("the relay ended the connection");
      }
      left -= count;
    }
  }
}
