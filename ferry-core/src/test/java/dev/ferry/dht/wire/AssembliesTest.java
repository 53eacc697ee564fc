package dev.ferry.dht.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.InfoHash;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What comes in pieces is bounded, whatever the sender does. */
class AssembliesTest {
  private static final long SECOND = 1_000_000_000;
  private static final InetSocketAddress PEER = at("192.0.2.1", 4222);

  private final Assemblies assemblies = new Assemblies();

  private static InetSocketAddress at(String ip, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
  }

  private static DhtMessage announcing(int transaction, int... sizes) {
    Map<Integer, Integer> announced = new HashMap<>();
    for (int i = 0; i < sizes.length; i++) {
      announced.put(i, sizes[i]);
    }
    return new DhtMessage.Request(
        transaction,
        0,
        InfoHash.ofText("peer"),
        false,
        new Call.Put(
            InfoHash.ofText("key"),
            new Values(List.of(), announced),
            Optional.empty(),
            Bytes.EMPTY));
  }

  private static DhtMessage.Pieces piece(int transaction, int index, int offset, int length) {
    return new DhtMessage.Pieces(
        transaction, 0, List.of(new DhtMessage.Piece(index, offset, Bytes.of(new byte[length]))));
  }

  @Test
  void ignoresAPieceOutOfOrder() {
    assemblies.begin(PEER, announcing(1, 200), 0);
    assertThat(assemblies.add(PEER, piece(1, 0, 100, 100), 0)).isEmpty();
    assertThat(assemblies.add(PEER, piece(1, 0, 0, 100), 0)).isEmpty();
    assertThat(assemblies.add(PEER, piece(1, 0, 100, 100), 0)).isPresent();
    assertThat(assemblies.size()).isZero();
    assertThat(assemblies.held()).isZero();
  }

  @Test
  void takesNoMoreThanWasAnnounced() {
    assemblies.begin(PEER, announcing(1, 100), 0);
    assertThat(assemblies.add(PEER, piece(1, 0, 0, 101), 0)).isEmpty();
    assertThat(assemblies.held()).isZero();
  }

  @Test
  void ignoresPiecesOfWhatNobodyAnnouncedThere() {
    assemblies.begin(PEER, announcing(1, 100), 0);
    assertThat(assemblies.add(at("192.0.2.1", 4223), piece(1, 0, 0, 100), 0)).isEmpty();
    assertThat(assemblies.add(PEER, piece(2, 0, 0, 100), 0)).isEmpty();
    assertThat(assemblies.add(PEER, piece(1, 1, 0, 100), 0)).isEmpty();
    assertThat(assemblies.held()).isZero();
  }

  @Test
  void aRepeatedAnnouncementKeepsWhatHasCome() {
    assemblies.begin(PEER, announcing(1, 200), 0);
    assemblies.add(PEER, piece(1, 0, 0, 100), 0);
    assemblies.begin(PEER, announcing(1, 200), SECOND);
    assertThat(assemblies.add(PEER, piece(1, 0, 100, 100), SECOND)).isPresent();
  }

  @Test
  void dropsWhatMakesNoProgress() {
    assemblies.begin(PEER, announcing(1, 200), 0);
    assemblies.add(PEER, piece(1, 0, 0, 100), 2 * SECOND);
    assemblies.expire(5 * SECOND);
    assertThat(assemblies.size()).isEqualTo(1);
    assemblies.expire(5 * SECOND + 1);
    assertThat(assemblies.size()).isZero();
    assertThat(assemblies.held()).isZero();
  }

  @Test
  void dropsWhatTakesTooLongInAll() {
    assemblies.begin(PEER, announcing(1, 60_000), 0);
    for (int i = 0; i < 5; i++) {
      assemblies.add(PEER, piece(1, 0, i * 100, 100), 2 * i * SECOND);
    }
    assemblies.expire(10 * SECOND);
    assertThat(assemblies.size()).isEqualTo(1);
    assemblies.expire(10 * SECOND + 1);
    assertThat(assemblies.size()).isZero();
  }

  @Test
  void oneSourceCannotBeginMany() {
    for (int i = 0; i < 500; i++) {
      assemblies.begin(at("192.0.2.1", 1000 + i), announcing(i, 60_000), 0);
    }
    assertThat(assemblies.size()).isEqualTo(Assemblies.MOST_OF_ONE);
    assemblies.begin(at("192.0.2.2", 1), announcing(1, 60_000), 0);
    assertThat(assemblies.size()).isEqualTo(Assemblies.MOST_OF_ONE + 1);
  }

  @Test
  void piecesThatAreNeverFinishedTakeBoundedMemory() {
    for (int source = 0; source < 60; source++) {
      InetSocketAddress from = at("10.0.0." + source, 4222);
      for (int i = 0; i < 20; i++) {
        assemblies.begin(from, announcing(i, 60_000), 0);
        assemblies.add(from, piece(i, 0, 0, 59_999), 0);
      }
    }
    assertThat(assemblies.size()).isLessThanOrEqualTo(Assemblies.MOST);
    assertThat(assemblies.held()).isLessThanOrEqualTo(Assemblies.MOST_BYTES);
  }
}
