package dev.ferry.security;

import dev.ferry.port.ByteStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * TLS 1.3 over another stream (RFC 8446). One task may read while another writes, and either side
 * may end its output while the other goes on.
 *
 * <p>A stream that ends without the peer's close_notify was cut by somebody: reading then fails
 * with {@link EOFException}. {@link #close} ends the stream under it at once and says no
 * close_notify, since that could block; who has sent all calls {@link #closeOutput} first. Many
 * records are put into one write and taken from one read; direct buffers are worked on in place.
 */
public final class TlsStream implements ByteStream {
  private static final int WIRE = 256 << 10;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ByteStream raw;
  private final SSLEngine engine;

  // The handshake's, then the reader's.
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(WIRE).flip();
  private final ByteBuffer plain;
  private final int record;
  private boolean ended;

  // The handshake's, then the writer's.
  private final ByteBuffer outgoing = ByteBuffer.allocateDirect(WIRE);
  private final int packet;
  private boolean outputClosed;

  private TlsStream(ByteStream raw, SSLEngine engine) {
    this.raw = raw;
    this.engine = engine;
    this.record = engine.getSession().getApplicationBufferSize();
    this.packet = engine.getSession().getPacketBufferSize();
    this.plain = ByteBuffer.allocateDirect(record).flip();
  }

  /**
   * Shakes hands. There is no deadline here. Whether the peer is the right one is not decided here
   * either: ask {@link #peerCertificate} before anything is read or written.
   *
   * @param raw closed with the stream; by the caller when this throws
   * @param engine fresh, client or server
   */
  public static TlsStream over(ByteStream raw, SSLEngine engine)
      throws IOException, InterruptedException {
    TlsStream stream = new TlsStream(raw, engine);
    try {
      stream.shakeHands();
    } catch (SSLException failed) {
      stream.complain(failed);
      throw new IOException("the TLS handshake failed: " + failed.getMessage(), failed);
    }
    return stream;
  }

  /** The certificate whose key the peer has proved to hold; none when it was not asked. */
  public Optional<X509Certificate> peerCertificate() {
    return peerCertificates().stream().findFirst();
  }

  /** That certificate, and those that the peer has shown behind it. */
  public List<X509Certificate> peerCertificates() {
    try {
      return Stream.of(engine.getSession().getPeerCertificates())
          .filter(X509Certificate.class::isInstance)
          .map(X509Certificate.class::cast)
          .toList();
    } catch (SSLPeerUnverifiedException anonymous) {
      return List.of();
    }
  }

  private void shakeHands() throws IOException, InterruptedException {
    engine.beginHandshake();
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> {
          engine.wrap(NOTHING, outgoing.clear());
          raw.write(outgoing.flip());
        }
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> hear();
        case NEED_TASK -> work();
        case FINISHED, NOT_HANDSHAKING -> {
          return;
        }
      }
    }
  }

  private void hear() throws IOException, InterruptedException {
    SSLEngineResult result = engine.unwrap(incoming, plain.clear());
    plain.flip();
    switch (result.getStatus()) {
      case BUFFER_UNDERFLOW -> receive();
      case CLOSED -> throw new SSLException("the peer ended it");
      case OK, BUFFER_OVERFLOW -> {}
    }
  }

  private void work() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  /** Sends the alert that says what was wrong, if there is one. */
  private void complain(SSLException failed) throws InterruptedException {
    try {
      if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        engine.wrap(NOTHING, outgoing.clear());
        raw.write(outgoing.flip());
      }
    } catch (IOException gone) {
      failed.addSuppressed(gone);
    }
  }

  private void receive() throws IOException, InterruptedException {
    incoming.compact();
    int count;
    try {
      count = raw.read(incoming);
    } finally {
      incoming.flip();
    }
    if (count < 0) {
      throw new EOFException("the connection was cut: it ended without TLS saying so");
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException, InterruptedException {
    while (!plain.hasRemaining() && !ended) {
      if (into.remaining() >= record) {
        int count = decode(into);
        if (count > 0) {
          return count;
        }
      } else {
        try {
          decode(plain.clear());
        } finally {
          plain.flip();
        }
      }
    }
    if (!plain.hasRemaining()) {
      return -1;
    }
    int count = Math.min(into.remaining(), plain.remaining());
    into.put(plain.slice(plain.position(), count));
    plain.position(plain.position() + count);
    return count;
  }

  /** Decodes the records at hand; waits for more only while there is nothing to give. */
  private int decode(ByteBuffer into) throws IOException, InterruptedException {
    int start = into.position();
    while (!ended && into.remaining() >= record) {
      SSLEngineResult result = engine.unwrap(incoming, into);
      if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
        work();
      }
      switch (result.getStatus()) {
        case OK -> {}
        case CLOSED -> ended = true;
        case BUFFER_OVERFLOW -> throw new SSLException("a TLS record longer than allowed");
        case BUFFER_UNDERFLOW -> {
          if (into.position() > start) {
            return into.position() - start;
          }
          receive();
        }
      }
    }
    return into.position() - start;
  }

  @Override
  public void write(ByteBuffer from) throws IOException, InterruptedException {
    if (outputClosed) {
      throw new IOException("the output of the TLS stream is closed");
    }
    while (from.hasRemaining()) {
      outgoing.clear();
      while (from.hasRemaining() && outgoing.remaining() >= packet) {
        encode(from);
      }
      raw.write(outgoing.flip());
    }
  }

  private void encode(ByteBuffer from) throws IOException {
    SSLEngineResult result = engine.wrap(from, outgoing);
    if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
      work();
    }
    if (result.getStatus() != Status.OK) {
      throw new IOException("the TLS stream is closed: " + result.getStatus());
    }
  }

  @Override
  public void closeOutput() throws IOException, InterruptedException {
    if (outputClosed) {
      return;
    }
    outputClosed = true;
    engine.closeOutbound();
    outgoing.clear();
    while (!engine.isOutboundDone() && outgoing.remaining() >= packet) {
      engine.wrap(NOTHING, outgoing);
    }
    raw.write(outgoing.flip());
    raw.closeOutput();
  }

  @Override
  public void close() {
    raw.close();
  }

  @Override
  public String toString() {
    return "TLS over " + raw;
  }
}
