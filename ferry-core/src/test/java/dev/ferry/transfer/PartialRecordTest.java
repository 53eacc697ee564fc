package dev.ferry.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.content.Hashes;
import dev.ferry.stanza.Jid;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialRecordTest {
  private static final Peer ALICE = new Peer.Xmpp(Jid.of("alice@example.org/phone"));
  private static final Peer ALICES_OTHER = new Peer.Xmpp(Jid.of("alice@example.org/desk"));
  private static final Peer MALLORY = new Peer.Xmpp(Jid.of("mallory@example.org/phone"));
  private static final Instant THEN = Instant.parse("2026-03-04T05:06:07Z");
  private static final long SIZE = 5_000_000;
  private static final String DIGEST = "ab".repeat(32) + "\n";

  private static FileOffer offer(String name, long size, Instant modified, Hashes hashes) {
    return new FileOffer(name, size, Optional.empty(), hashes, Optional.ofNullable(modified));
  }

  private static FileOffer film() {
    return offer("film.mkv", SIZE, THEN, Hashes.none());
  }

  @Test
  void knowsItsFileFromWhicheverDeviceOfTheSender() {
    String record = PartialRecord.of(ALICE, film());
    assertThat(PartialRecord.isOf(record, ALICE, film())).isTrue();
    assertThat(PartialRecord.isOf(record, ALICES_OTHER, film())).isTrue();
  }

  @Test
  void isOfNoOtherFile() {
    String record = PartialRecord.of(ALICE, film());
    assertThat(PartialRecord.isOf(record, MALLORY, film())).isFalse();
    assertThat(PartialRecord.isOf(record, ALICE, offer("film.mkv", SIZE + 1, THEN, Hashes.none())))
        .isFalse();
    assertThat(PartialRecord.isOf(record, ALICE, offer("b.mkv", SIZE, THEN, Hashes.none())))
        .isFalse();
    assertThat(
            PartialRecord.isOf(
                record, ALICE, offer("film.mkv", SIZE, THEN.plusSeconds(1), Hashes.none())))
        .isFalse();
  }

  @Test
  void aDigestIsAsGoodAsATime() {
    Hashes hashes = Hashes.of(Hashes.SHA_256, "aa".repeat(32));
    String record = PartialRecord.of(ALICE, offer("a", SIZE, THEN, hashes));
    FileOffer later = offer("a", SIZE, THEN.plusSeconds(9), hashes);
    assertThat(PartialRecord.isOf(record, ALICE, later)).isTrue();
  }

  @Test
  void aFileOfWhichNothingMoreIsKnownIsNeverTheSame() {
    FileOffer bare = new FileOffer("a", SIZE, Optional.empty(), Hashes.none(), Optional.empty());
    assertThat(PartialRecord.isOf(PartialRecord.of(ALICE, bare), ALICE, bare)).isFalse();
  }

  @Test
  void namesCannotForgeLines() {
    FileOffer sly = offer("a\nfrom=mallory@example.org\n\n", SIZE, THEN, Hashes.none());
    String record = PartialRecord.of(ALICE, sly);
    assertThat(PartialRecord.isOf(record, ALICE, sly)).isTrue();
    assertThat(PartialRecord.isOf(record, MALLORY, sly)).isFalse();
  }

  @Test
  void readsTheChunksThatAreWhole() {
    String head = PartialRecord.of(ALICE, film());
    var chunks = PartialRecord.chunks(head + DIGEST + DIGEST, SIZE, SIZE).orElseThrow();
    assertThat(chunks.digests().count()).isEqualTo(2);
    assertThat(chunks.length()).isEqualTo((head + DIGEST + DIGEST).length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "\0\0\0\0", "zz", "\n", "abababab\nab"})
  void stopsAtATornTail(String tail) {
    String head = PartialRecord.of(ALICE, film());
    var chunks = PartialRecord.chunks(head + DIGEST + tail + DIGEST, SIZE, SIZE).orElseThrow();
    assertThat(chunks.digests().count()).isEqualTo(1);
    assertThat(chunks.length()).isEqualTo((head + DIGEST).length());
  }

  @Test
  void believesInNoChunkWhoseBytesAreNotThere() {
    String record = PartialRecord.of(ALICE, film()) + DIGEST + DIGEST + DIGEST;
    long written = 2 * (1 << 20) + 17;
    assertThat(PartialRecord.chunks(record, SIZE, written).orElseThrow().digests().count())
        .isEqualTo(2);
  }

  @Test
  void hasNoMoreChunksThanTheFile() {
    String record = PartialRecord.of(ALICE, film()) + DIGEST.repeat(9);
    assertThat(PartialRecord.chunks(record, SIZE, SIZE).orElseThrow().digests().count())
        .isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "ferry-partial 1\n", "ferry-partial 2\nchunk=1048576\n\n",
        "ferry-partial 1\nchunk=7\n\n", "ferry-partial 1\nchunk=x\n\n", "chunk=1048576\n\n"
      })
  void whatIsNoRecordHasNoChunks(String text) {
    assertThat(PartialRecord.chunks(text, SIZE, SIZE)).isEmpty();
    assertThat(PartialRecord.isOf(text, ALICE, film())).isFalse();
  }
}
