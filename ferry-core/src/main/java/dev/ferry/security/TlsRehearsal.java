package dev.ferry.security;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * Lets two engines of this device talk to each other in memory, which has the virtual machine load
 * and compile what TLS needs before a first file needs it: until then it is thirty times slower.
 * Takes some tenths of a second; does not wait.
 */
public final class TlsRehearsal {
  private static final int BUFFER = 64 << 10;

  /** Half of what a file is cut into: smaller ones leave out parts of the code. */
  private static final int RECORD = 8 << 10;

  private static final int RECORDS = 4000;
  private static final int MOST_STEPS = 100;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine client;
  private final SSLEngine server;
  private final ByteBuffer toServer = ByteBuffer.allocateDirect(BUFFER);
  private final ByteBuffer toClient = ByteBuffer.allocateDirect(BUFFER);
  private final ByteBuffer plain = ByteBuffer.allocateDirect(BUFFER);

  private TlsRehearsal(TlsEngines engines) {
    this.client = engines.client();
    this.server = engines.server(true);
  }

  /**
   * Rehearses.
   *
   * @param idle whether there is nothing better to do; asked all the time
   * @return how many bytes came through
   * @throws SSLException when the two do not understand each other
   */
  public static long run(TlsEngines engines, BooleanSupplier idle) throws SSLException {
    TlsRehearsal rehearsal = new TlsRehearsal(engines);
    rehearsal.shakeHands();
    return rehearsal.talk(idle);
  }

  private void shakeHands() throws SSLException {
    client.beginHandshake();
    server.beginHandshake();
    for (int i = 0; i < MOST_STEPS; i++) {
      step(client, toClient, toServer);
      step(server, toServer, toClient);
    }
  }

  private void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    switch (engine.getHandshakeStatus()) {
      case NEED_WRAP -> engine.wrap(NOTHING, out);
      case NEED_TASK -> {
        for (Runnable task = engine.getDelegatedTask();
            task != null;
            task = engine.getDelegatedTask()) {
          task.run();
        }
      }
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN, FINISHED, NOT_HANDSHAKING -> {
        in.flip();
        if (in.hasRemaining()) {
          engine.unwrap(in, plain.clear());
        }
        in.compact();
      }
    }
  }

  private long talk(BooleanSupplier idle) throws SSLException {
    ByteBuffer words = ByteBuffer.allocateDirect(RECORD);
    long through = 0;
    for (int i = 0; i < RECORDS && idle.getAsBoolean(); i++) {
      client.wrap(words.clear(), toServer.clear());
      SSLEngineResult heard = server.unwrap(toServer.flip(), plain.clear());
      through += heard.bytesProduced();
    }
    return through;
  }
}
