package dev.ferry.peerlink.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.EndReason.Corrupted;
import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.NoRoute;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.EndReason.SecurityRefused;
import dev.ferry.EndReason.Stage;
import dev.ferry.EndReason.StorageFailed;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.EndReason.Unreachable;
import dev.ferry.Side;
import dev.ferry.Verified;
import dev.ferry.content.Hashes;
import dev.ferry.peerlink.files.FileMessage.End;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What one side's end means to the other, and what digests prove. */
class EndingsTest {
  private static final String ONE = "11".repeat(32);
  private static final String OTHER = "22".repeat(32);

  static Stream<Arguments> ends() {
    return Stream.of(
        Arguments.of(new Declined(), new Declined(), new Declined()),
        Arguments.of(
            new Cancelled(Side.HERE), new Cancelled(Side.THERE), new Cancelled(Side.THERE)),
        Arguments.of(new NoRoute(List.of()), new NoRoute(List.of()), new NoRoute(List.of())),
        Arguments.of(
            new Unreachable("x"),
            new Unreachable("the peer does not take it now: x"),
            new Unreachable("the peer does not take it now: x")),
        Arguments.of(
            new SecurityRefused("x"),
            new SecurityRefused("the peer refuses the security: x"),
            new SecurityRefused("the peer refuses the security: x")),
        Arguments.of(
            new Corrupted("x"),
            new Corrupted("the peer says that the content is damaged: x"),
            new Corrupted("the peer says that the content is damaged: x")),
        Arguments.of(
            new StorageFailed(Side.HERE, "full"),
            new StorageFailed(Side.THERE, "the peer's storage failed: full"),
            new StorageFailed(Side.THERE, "the peer's storage failed: full")),
        Arguments.of(
            new StorageFailed(Side.HERE, "no room in /home/bob"),
            new StorageFailed(Side.THERE, "the peer's storage failed: the file cannot be stored"),
            new StorageFailed(Side.THERE, "the peer's storage failed: the file cannot be stored")),
        Arguments.of(
            new PeerFault("x"),
            new PeerFault("the peer ended the transfer: x"),
            new PeerFault("the peer ended the transfer: x")),
        Arguments.of(
            new ConnectionLost("x"),
            new ConnectionLost("the peer says: the connection broke"),
            new ConnectionLost("the peer says: the connection broke")),
        Arguments.of(
            new TimedOut(Stage.OFFER),
            new PeerFault("the peer gave up waiting: waited in vain for an answer to the offer"),
            new ConnectionLost("the peer gave up: waited in vain for an answer to the offer")),
        Arguments.of(
            new Completed(Verified.HASH, ONE),
            new PeerFault("the peer ended the transfer before the file was through"),
            new PeerFault("the peer ended the transfer before the file was through")));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void eachEndHasItsMeaningOnTheOtherSide(EndReason here, EndReason early, EndReason midway) {
    End end = (End) FileWire.decode(FileWire.encode(Endings.toPeer(here)));
    assertThat(Endings.fromPeer(end, false)).isEqualTo(early);
    assertThat(Endings.fromPeer(end, true)).isEqualTo(midway);
  }

  private static Hashes sha(String hex) {
    return Hashes.of(Hashes.SHA_256, hex);
  }

  private static Hashes tree(String hex) {
    return Hashes.of("sha-256-tree", hex);
  }

  @Test
  void theSameDigestProvesTheFile() throws Over {
    assertThat(Judgement.ofReceived(sha(ONE), sha(ONE), Hashes.none())).isEqualTo(Verified.HASH);
    assertThat(Judgement.ofReceived(sha(ONE), sha(ONE), sha(ONE))).isEqualTo(Verified.HASH);
    assertThat(Judgement.ofSent(sha(ONE), sha(ONE))).isEqualTo(Verified.HASH);
    assertThat(Judgement.ofSent(sha(ONE), Hashes.none())).isEqualTo(Verified.SIZE_ONLY);
  }

  @Test
  void anotherDigestThanThatOfTheOfferOrTheEndRefutesIt() {
    assertThat(refused(sha(ONE), sha(OTHER), Hashes.none())).isInstanceOf(Corrupted.class);
    assertThat(refused(sha(OTHER), sha(OTHER), sha(ONE))).isInstanceOf(Corrupted.class);
    assertThat(refused(sha(ONE), sha(OTHER), sha(ONE))).isInstanceOf(Corrupted.class);
  }

  @Test
  void whatProvesNothingIsAFault() {
    assertThat(refused(sha(ONE), Hashes.none(), Hashes.none())).isInstanceOf(PeerFault.class);
    assertThat(refused(sha(ONE), Hashes.of("md5", "00"), sha(ONE))).isInstanceOf(PeerFault.class);
  }

  @Test
  void afterAResumeTheRootDecides() throws Over {
    Hashes stated = sha(ONE).and(tree(ONE));
    assertThat(Judgement.ofReceived(stated, sha(ONE).and(tree(ONE)), Hashes.none()))
        .isEqualTo(Verified.HASH);
    assertThat(refused(stated, sha(ONE).and(tree(OTHER)), Hashes.none()))
        .isInstanceOf(Corrupted.class);
    assertThat(Judgement.ofReceived(stated, sha(ONE), Hashes.none())).isEqualTo(Verified.SIZE_ONLY);
  }

  private static EndReason refused(Hashes computed, Hashes sums, Hashes promised) {
    try {
      throw new AssertionError("taken as " + Judgement.ofReceived(computed, sums, promised));
    } catch (Over over) {
      return over.why();
    }
  }
}
