package dev.ferry.sim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.ByteStream;
import dev.ferry.port.TaskHandle;
import dev.ferry.security.TlsEngines;
import dev.ferry.security.TlsStream;
import dev.ferry.sim.key.SimIdentity;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What TLS over the streams of a network promises: the same as the stream under it, but that a
 * stream cut short is no end.
 */
public abstract class TlsStreamContract extends StreamContract {
  private static final SimIdentity ALICE = SimIdentity.named("alice");
  private static final SimIdentity BOB = SimIdentity.named("bob");
  private static final TlsEngines ALICES = TlsEngines.of(ALICE.credentials());
  private static final TlsEngines BOBS = TlsEngines.of(BOB.credentials());

  /** Bytes per read or write in a test of small ones. */
  private static final int TINY = 3;

  @Override
  protected NetworkBed.Pair pair(NetworkBed bed) throws IOException, InterruptedException {
    return secured(bed, bed.pair(), true);
  }

  private static NetworkBed.Pair secured(NetworkBed bed, NetworkBed.Pair raw, boolean mutual)
      throws IOException, InterruptedException {
    List<ByteStream> accepted = new ArrayList<>(1);
    TaskHandle server =
        bed.tasks()
            .fork(
                "TLS server",
                () -> accepted.add(TlsStream.over(raw.server(), BOBS.server(mutual))));
    TlsStream client = TlsStream.over(raw.client(), ALICES.client());
    server.join();
    return new NetworkBed.Pair(client, accepted.getFirst());
  }

  private void withPair(boolean mutual, PairBody body) throws Exception {
    run(bed -> {
      NetworkBed.Pair raw = bed.pair();
      try (NetworkBed.Pair pair = secured(bed, raw, mutual)) {
        body.run(raw, (TlsStream) pair.client(), (TlsStream) pair.server());
      }
    });
  }

  @FunctionalInterface
  private interface PairBody {
    void run(NetworkBed.Pair raw, TlsStream client, TlsStream server) throws Exception;
  }

  /** The end of a connection is no end of a TLS stream: anybody on the way could have cut it. */
  @Override
  @Test
  protected void whatWasWrittenBeforeTheCloseArrives() throws Exception {
    withPair(
        true,
        (_, client, server) -> {
          Bytes.write(client, Bytes.random(20_000));
          client.close();
          assertThat(Bytes.readFully(server, 20_000)).isEqualTo(Bytes.random(20_000));
          assertThatThrownBy(() -> server.read(ByteBuffer.allocate(1)))
              .isInstanceOf(EOFException.class);
        });
  }

  @Override
  @Test
  protected void thePeersCloseEndsTheReader() throws Exception {
    run(bed -> {
      try (NetworkBed.Pair pair = pair(bed)) {
        TaskHandle reader = bed.tasks().fork("reader", () -> Bytes.readAll(pair.server()));
        pair.client().close();
        reader.join();
        assertThat(reader.failure()).containsInstanceOf(EOFException.class);
      }
    });
  }

  @Test
  void bothSidesKnowWhoTheOtherIs() throws Exception {
    withPair(
        true,
        (_, client, server) -> {
          assertThat(client.peerCertificate()).contains(BOB.credentials().certificate());
          assertThat(server.peerCertificate()).contains(ALICE.credentials().certificate());
        });
  }

  @Test
  void aClientThatIsNotAskedStaysUnknown() throws Exception {
    withPair(
        false,
        (_, client, server) -> {
          assertThat(client.peerCertificate()).contains(BOB.credentials().certificate());
          assertThat(server.peerCertificate()).isEmpty();
        });
  }

  @Test
  void tinyReadsAndWritesLoseNothing() throws Exception {
    withPair(
        true,
        (_, client, server) -> {
          byte[] sent = Bytes.random(500);
          for (int at = 0; at < sent.length; at += TINY) {
            client.write(ByteBuffer.wrap(sent, at, Math.min(TINY, sent.length - at)));
          }
          client.closeOutput();
          ByteBuffer all = ByteBuffer.allocate(sent.length);
          ByteBuffer piece = ByteBuffer.allocateDirect(TINY);
          while (server.read(piece.clear()) >= 0) {
            all.put(piece.flip());
          }
          assertThat(all.array()).isEqualTo(sent);
        });
  }

  @Test
  void nothingOfTheContentIsSeenBelow() throws Exception {
    withPair(
        true,
        (raw, client, _) -> {
          byte[] zeros = new byte[2000];
          Bytes.write(client, zeros);
          byte[] seen = Bytes.readFully(raw.server(), 2000);
          String text = new String(seen, StandardCharsets.ISO_8859_1);
          assertThat(text.contains("\0\0\0\0\0\0\0\0")).isFalse();
        });
  }

  @Test
  void aChangedRecordIsNotTakenForContent() throws Exception {
    withPair(
        true,
        (raw, client, server) -> {
          byte[] forged = new byte[5 + 40];
          forged[0] = 23;
          forged[1] = 3;
          forged[2] = 3;
          forged[4] = 40;
          Bytes.write(raw.client(), forged);
          assertThatThrownBy(() -> server.read(ByteBuffer.allocate(100)))
              .isInstanceOf(IOException.class);
        });
  }

  @Test
  void whoDoesNotSpeakTlsIsRefused() throws Exception {
    run(bed -> {
      try (NetworkBed.Pair raw = bed.pair()) {
        TaskHandle server =
            bed.tasks().fork("TLS server", () -> TlsStream.over(raw.server(), BOBS.server(true)));
        Bytes.write(raw.client(), Bytes.random(1000));
        server.join();
        assertThat(server.failure()).containsInstanceOf(IOException.class);
      }
    });
  }

  @Test
  void whoLeavesDuringTheHandshakeEndsIt() throws Exception {
    run(bed -> {
      try (NetworkBed.Pair raw = bed.pair()) {
        TaskHandle server =
            bed.tasks().fork("TLS server", () -> TlsStream.over(raw.server(), BOBS.server(true)));
        raw.client().close();
        server.join();
        assertThat(server.failure()).containsInstanceOf(IOException.class);
      }
    });
  }

  @Test
  void anInterruptEndsTheHandshake() throws Exception {
    run(bed -> {
      try (NetworkBed.Pair raw = bed.pair()) {
        TaskHandle client =
            bed.tasks().fork("TLS client", () -> TlsStream.over(raw.client(), ALICES.client()));
        client.interrupt();
        client.join();
        assertThat(client.failure()).containsInstanceOf(InterruptedException.class);
      }
    });
  }
}
