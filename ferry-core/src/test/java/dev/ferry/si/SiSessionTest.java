package dev.ferry.si;

import static dev.ferry.si.StreamMethod.BYTESTREAMS;
import static dev.ferry.si.StreamMethod.IN_BAND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.EndReason.NoRoute;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import dev.ferry.si.SiEvent.Answered;
import dev.ferry.si.SiEvent.CarrierFailed;
import dev.ferry.si.SiEvent.CarrierFound;
import dev.ferry.si.SiEvent.Expired;
import dev.ferry.si.SiEvent.Timer;
import dev.ferry.si.SiMessage.Answer;
import dev.ferry.transport.Socks5Message;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tables of the machine, up to an open stream: event in, next phase and effects out. */
class SiSessionTest extends SiScript {
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
}
