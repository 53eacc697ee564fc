package dev.ferry.si;

import static dev.ferry.si.StreamMethod.BYTESTREAMS;
import static dev.ferry.si.StreamMethod.IN_BAND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.EndReason.Corrupted;
import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.Stage;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.Side;
import dev.ferry.Verified;
import dev.ferry.content.Hashes;
import dev.ferry.si.SiEvent.CarrierFailed;
import dev.ferry.si.SiEvent.CarrierFound;
import dev.ferry.si.SiEvent.ContentDone;
import dev.ferry.si.SiEvent.Expired;
import dev.ferry.si.SiEvent.Timer;
import dev.ferry.stanza.StanzaError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of the machine, from an open stream to the end, and of every way to end before. */
class SiSessionEndTest extends SiScript {
  @Test
  void nothingIsKnownOfTheReceiverButThatItClosedTheStream() {
    SiSession confirming = feed(opening(), new CarrierFound(false), new ContentDone(SHA));
    assertThat(effects).contains(new SiEffect.AwaitEnd(), new SiEffect.Arm(Timer.CONFIRMATION));

    assertThat(feed(confirming, new SiEvent.StreamEnded(true)).phase())
        .isEqualTo(new Phase.Ended(new Completed(Verified.SENT_ONLY, "aa")));
    assertThat(feed(confirming, new SiEvent.StreamEnded(false)).phase().toString())
        .contains("ConnectionLost");
    assertThat(feed(confirming, new Expired(Timer.CONFIRMATION)).phase())
        .isEqualTo(new Phase.Ended(new TimedOut(Stage.CONFIRMATION)));
  }

  @Test
  void inBandEveryBlockWasAcknowledgedSoThatTheEndNeedNotBe() {
    SiSession confirming = feed(opening(), new CarrierFound(true), new ContentDone(SHA));
    assertThat(effects).contains(new SiEffect.Arm(Timer.FAREWELL));
    assertThat(feed(confirming, new Expired(Timer.FAREWELL)).phase())
        .isEqualTo(new Phase.Ended(new Completed(Verified.SENT_ONLY, "aa")));
  }

  @ParameterizedTest
  @CsvSource({"md5, bb, WEAK_HASH", "sha-256, aa, HASH", "sha-512, cc, SIZE_ONLY"})
  void aReceiverSaysHowStrongTheHashWasThatItCompared(String name, String hex, Verified how) {
    SiSession storing = feed(receiving(Hashes.of(name, hex)), new ContentDone(BOTH));
    assertThat(storing.phase()).isEqualTo(new Phase.Storing(BOTH, how));
    assertThat(feed(storing, new SiEvent.Stored()).phase())
        .isEqualTo(new Phase.Ended(new Completed(how, "aa")));
  }

  @Test
  void anInBandReceiverLetsTheSenderEndTheStreamButNotForEver() {
    SiSession parting =
        feed(awaiting(IN_BAND), new CarrierFound(true), new ContentDone(SHA), new SiEvent.Stored());
    EndReason done = new Completed(Verified.SIZE_ONLY, "aa");
    assertThat(parting.phase()).isEqualTo(new Phase.Parting(done));
    assertThat(effects).containsExactly(new SiEffect.AwaitEnd(), new SiEffect.Arm(Timer.FAREWELL));
    for (SiEvent end :
        List.of(
            new SiEvent.StreamEnded(true),
            new SiEvent.StreamEnded(false),
            new Expired(Timer.FAREWELL),
            new SiEvent.LinkLost("cut"))) {
      assertThat(feed(parting, end).phase()).isEqualTo(new Phase.Ended(done));
    }
    assertThat(feed(parting, new SiEvent.UserCancelled())).isEqualTo(parting);
  }

  @Test
  void aWrongHashIsCorruptionHoweverWeakTheHash() {
    assertThat(feed(receiving(Hashes.of(Hashes.MD5, "cc")), new ContentDone(BOTH)).phase())
        .isEqualTo(
            new Phase.Ended(new Corrupted("the md5 of what arrived is not the one announced")));
    assertThat(effects).noneMatch(SiEffect.Store.class::isInstance);
  }

  @Test
  void aNoIsSaidInTheWordsOfTheProtocol() {
    assertThat(feed(receiver(Hashes.none(), IN_BAND), new SiEvent.UserDeclined()).phase())
        .isEqualTo(new Phase.Ended(new Declined()));
    assertThat(effects).containsExactly(new SiEffect.RefuseOffer(SiErrors.DECLINED));
    assertThat(
            feed(sender(IN_BAND), new SiEvent.Refused(StanzaError.of("cancel", "forbidden")))
                .phase())
        .isEqualTo(new Phase.Ended(new Declined()));
  }

  @Test
  void aFolderThatFailsIsToldToThePeerWithoutItsName() {
    EndReason full = new EndReason.StorageFailed(Side.HERE, "/home/bob is full");
    feed(
        receiver(Hashes.none(), IN_BAND),
        new SiEvent.UserAccepted(),
        new SiEvent.PrepareFailed(full));
    assertThat(effects).singleElement().asString().doesNotContain("/home/bob");
  }

  static List<SiSession> stages() {
    var at = new SiScript();
    return List.of(
        sender(BYTESTREAMS),
        at.feed(sender(BYTESTREAMS), yes(BYTESTREAMS)),
        at.opening(),
        at.feed(receiver(Hashes.none(), IN_BAND), new SiEvent.UserAccepted()),
        at.awaiting(BYTESTREAMS, IN_BAND),
        at.receiving(Hashes.none()),
        at.feed(at.opening(), new CarrierFound(false)),
        at.feed(at.opening(), new CarrierFound(false), new ContentDone(SHA)));
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aCancelEndsEveryStageAndTheEndAbsorbsEverything(SiSession stage) {
    SiSession ended = feed(stage, new SiEvent.UserCancelled());
    assertThat(ended.phase()).isEqualTo(new Phase.Ended(HERE));
    for (SiEvent later :
        List.of(
            yes(BYTESTREAMS),
            new CarrierFound(false),
            new CarrierFailed(BYTESTREAMS, List.of(TRIED)),
            new ContentDone(SHA),
            new SiEvent.PeerGone(),
            new SiEvent.LinkLost("gone"),
            new SiEvent.Stored(),
            new SiEvent.UserCancelled(),
            new Expired(Timer.STALL))) {
      assertThat(feed(ended, later)).isEqualTo(ended);
      assertThat(effects).isEmpty();
    }
  }

  @Test
  void whatFlowsOverAConnectionOfItsOwnOutlivesTheLinkAndThePeersPresence() {
    SiSession flowing = feed(opening(), new CarrierFound(false));
    assertThat(feed(flowing, new SiEvent.LinkLost("cut"), new SiEvent.PeerGone()))
        .isEqualTo(flowing);
    SiSession inBand = feed(opening(), new CarrierFound(true));
    assertThat(feed(inBand, new SiEvent.LinkLost("cut")).phase())
        .isEqualTo(new Phase.Ended(new ConnectionLost("cut")));
  }

  @Test
  void whatIsBeingStoredIsNotGivenUp() {
    SiSession storing = feed(receiving(Hashes.none()), new ContentDone(SHA));
    assertThat(feed(storing, new SiEvent.UserCancelled(), new SiEvent.LinkLost("cut")))
        .isEqualTo(storing);
  }

  @Test
  void anInterruptedLinkStopsTheClockForWhatThePeerMustSay() {
    feed(awaiting(BYTESTREAMS), new SiEvent.LinkInterrupted());
    assertThat(effects).containsExactly(new SiEffect.Disarm(Timer.STREAM));
    feed(awaiting(BYTESTREAMS), new SiEvent.LinkResumed());
    assertThat(effects).containsExactly(new SiEffect.Arm(Timer.STREAM));
  }
}
