package dev.ferry.si;

import static dev.ferry.si.StreamMethod.BYTESTREAMS;
import static dev.ferry.si.StreamMethod.IN_BAND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Attempt;
import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.EndReason.Corrupted;
import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.NoRoute;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.EndReason.Stage;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.Route;
import dev.ferry.Side;
import dev.ferry.Verified;
import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import dev.ferry.si.SiEvent.Answered;
import dev.ferry.si.SiEvent.CarrierFailed;
import dev.ferry.si.SiEvent.CarrierFound;
import dev.ferry.si.SiEvent.ContentDone;
import dev.ferry.si.SiEvent.Expired;
import dev.ferry.si.SiEvent.HostsOffered;
import dev.ferry.si.SiEvent.Timer;
import dev.ferry.si.SiMessage.Answer;
import dev.ferry.stanza.StanzaError;
import dev.ferry.transport.BytestreamElement.Streamhosts;
import dev.ferry.transport.Socks5Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of the machine: event in, next phase and effects out. */
class SiSessionTest {
  private static final Hashes SHA = Hashes.of(Hashes.SHA_256, "aa");
  private static final Hashes BOTH = SHA.and(Hashes.of(Hashes.MD5, "bb"));
  private static final Attempt TRIED = new Attempt(Route.DIRECT, "direct", "refused");
  private static final EndReason HERE = new Cancelled(Side.HERE);

  private List<SiEffect> effects = new ArrayList<>();

  private static SiSession sender(StreamMethod... methods) {
    return SiSession.offering(Terms.of(true, Hashes.none(), List.of(methods)));
  }

  private static SiSession receiver(Hashes known, StreamMethod... methods) {
    return SiSession.asked(Terms.of(false, known, List.of(methods)));
  }

  private SiSession feed(SiSession start, SiEvent... events) {
    SiSession at = start;
    for (SiEvent event : events) {
      var step = SiSession.on(at, event);
      at = step.next();
      effects = step.effects();
    }
    return at;
  }

  private static Answered yes(StreamMethod method) {
    return new Answered(Optional.of(new Answer(Optional.of(method), ByteRange.WHOLE)));
  }

  private static HostsOffered hosts(Socks5Message.Mode mode) {
    return new HostsOffered(new Streamhosts("s", mode, Optional.empty(), List.of()));
  }

  private SiSession opening() {
    return feed(sender(BYTESTREAMS, IN_BAND), yes(BYTESTREAMS), new SiEvent.Agreed());
  }

  private SiSession awaiting(StreamMethod... methods) {
    return feed(
        receiver(Hashes.none(), methods),
        new SiEvent.UserAccepted(),
        new SiEvent.Prepared(ByteRange.WHOLE));
  }

  private SiSession receiving(Hashes known) {
    return feed(
        receiver(known, BYTESTREAMS),
        new SiEvent.UserAccepted(),
        new SiEvent.Prepared(ByteRange.WHOLE),
        hosts(Socks5Message.Mode.TCP),
        new CarrierFound(false));
  }

  @Test
  void aYesIsLookedAtBeforeAStreamIsOpened() {
    SiSession agreeing = feed(sender(BYTESTREAMS, IN_BAND), yes(IN_BAND));
    assertThat(agreeing.phase()).isEqualTo(new Phase.Agreeing(IN_BAND));
    assertThat(effects)
        .containsExactly(new SiEffect.Disarm(Timer.OFFER), new SiEffect.Agree(ByteRange.WHOLE));

    assertThat(feed(agreeing, new SiEvent.Agreed()).phase())
        .isEqualTo(new Phase.Opening(IN_BAND, List.of()));
    assertThat(effects).containsExactly(new SiEffect.Open(IN_BAND));
  }

  @Test
  void whatThePeerCannotHaveEndsItBeforeAStreamIsOpened() {
    EndReason fault = new PeerFault("a range outside of the file");
    SiSession ended = feed(sender(BYTESTREAMS), yes(BYTESTREAMS), new SiEvent.Disagreed(fault));
    assertThat(ended.phase()).isEqualTo(new Phase.Ended(fault));
    assertThat(effects).isEmpty();
  }

  @Test
  void aYesWithoutAKindOfStreamMeansTheOnlyOne() {
    Answered bare = new Answered(Optional.of(new Answer(Optional.empty(), ByteRange.WHOLE)));

    assertThat(feed(sender(IN_BAND), bare).phase()).isEqualTo(new Phase.Agreeing(IN_BAND));
    assertThat(feed(sender(BYTESTREAMS, IN_BAND), bare).phase()).isInstanceOf(Phase.Ended.class);
    assertThat(feed(sender(IN_BAND), yes(BYTESTREAMS)).phase()).isInstanceOf(Phase.Ended.class);
    assertThat(feed(sender(IN_BAND), new Answered(Optional.empty())).phase())
        .isInstanceOf(Phase.Ended.class);
  }

  @Test
  void whenConnectionsFailTheSenderGoesOnInBand() {
    SiSession second = feed(opening(), new CarrierFailed(BYTESTREAMS, List.of(TRIED)));
    assertThat(second.phase()).isEqualTo(new Phase.Opening(IN_BAND, List.of(TRIED)));
    assertThat(effects).containsExactly(new SiEffect.Open(IN_BAND));

    assertThat(feed(second, new CarrierFailed(IN_BAND, List.of(TRIED))).phase())
        .isEqualTo(new Phase.Ended(new NoRoute(List.of(TRIED, TRIED))));
  }

  @Test
  void withoutAnotherKindOfStreamThereIsNoRoute() {
    SiSession only = feed(sender(BYTESTREAMS), yes(BYTESTREAMS), new SiEvent.Agreed());
    assertThat(feed(only, new CarrierFailed(BYTESTREAMS, List.of(TRIED))).phase())
        .isEqualTo(new Phase.Ended(new NoRoute(List.of(TRIED))));
  }

  @Test
  void aReceiverWaitsForTheOtherKindAfterConnectionsFailed() {
    SiSession again =
        feed(
            awaiting(BYTESTREAMS, IN_BAND),
            hosts(Socks5Message.Mode.TCP),
            new CarrierFailed(BYTESTREAMS, List.of(TRIED)));
    assertThat(again.phase()).isEqualTo(new Phase.Awaiting(false, 1, List.of(TRIED)));
    assertThat(effects).containsExactly(new SiEffect.Arm(Timer.STREAM));
    assertThat(feed(again, new CarrierFound(true)).phase()).isEqualTo(new Phase.Flowing());
    assertThat(feed(again, new Expired(Timer.STREAM)).phase().toString()).contains("NoRoute");
  }

  @Test
  void placesAreTriedOnlyAfterTheYesOnceAtATimeAndNotForEver() {
    SiEvent offer = hosts(Socks5Message.Mode.TCP);
    var unknown = new SiEffect.RefuseHosts(SiErrors.UNKNOWN_STREAM);

    feed(receiver(Hashes.none(), BYTESTREAMS), offer);
    assertThat(effects).containsExactly(unknown);
    feed(awaiting(IN_BAND), offer);
    assertThat(effects).containsExactly(unknown);
    feed(opening(), offer);
    assertThat(effects).containsExactly(unknown);
    feed(awaiting(BYTESTREAMS), hosts(Socks5Message.Mode.UDP));
    assertThat(effects).containsExactly(new SiEffect.RefuseHosts(SiErrors.NOT_IMPLEMENTED));

    SiSession at = awaiting(BYTESTREAMS, IN_BAND);
    for (int i = 0; i < 4; i++) {
      at = feed(at, offer);
      assertThat(effects).anyMatch(SiEffect.Dial.class::isInstance);
      feed(at, offer);
      assertThat(effects).singleElement().isInstanceOf(SiEffect.RefuseHosts.class);
      at = feed(at, new CarrierFailed(BYTESTREAMS, List.of(TRIED)));
    }
    feed(at, offer);
    assertThat(effects).singleElement().isInstanceOf(SiEffect.RefuseHosts.class);
  }

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
    var at = new SiSessionTest();
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
