package dev.ferry.si;

import static dev.ferry.si.StreamMethod.BYTESTREAMS;
import static dev.ferry.si.StreamMethod.IN_BAND;

import dev.ferry.Attempt;
import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.Route;
import dev.ferry.Side;
import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import dev.ferry.si.SiEvent.Answered;
import dev.ferry.si.SiEvent.CarrierFound;
import dev.ferry.si.SiEvent.HostsOffered;
import dev.ferry.si.SiMessage.Answer;
import dev.ferry.transport.BytestreamElement.Streamhosts;
import dev.ferry.transport.Socks5Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stages of a session, and what the peer says, for tables of events. */
class SiScript {
  static final Hashes SHA = Hashes.of(Hashes.SHA_256, "aa");
  static final Hashes BOTH = SHA.and(Hashes.of(Hashes.MD5, "bb"));
  static final Attempt TRIED = new Attempt(Route.DIRECT, "direct", "refused");
  static final EndReason HERE = new Cancelled(Side.HERE);

  List<SiEffect> effects = new ArrayList<>();

  static SiSession sender(StreamMethod... methods) {
    return SiSession.offering(Terms.of(true, Hashes.none(), List.of(methods)));
  }

  static SiSession receiver(Hashes known, StreamMethod... methods) {
    return SiSession.asked(Terms.of(false, known, List.of(methods)));
  }

  SiSession feed(SiSession start, SiEvent... events) {
    SiSession at = start;
    for (SiEvent event : events) {
      var step = SiSession.on(at, event);
      at = step.next();
      effects = step.effects();
    }
    return at;
  }

  static Answered yes(StreamMethod method) {
    return new Answered(Optional.of(new Answer(Optional.of(method), ByteRange.WHOLE)));
  }

  static HostsOffered hosts(Socks5Message.Mode mode) {
    return new HostsOffered(new Streamhosts("s", mode, Optional.empty(), List.of()));
  }

  SiSession opening() {
    return feed(sender(BYTESTREAMS, IN_BAND), yes(BYTESTREAMS), new SiEvent.Agreed());
  }

  SiSession awaiting(StreamMethod... methods) {
    return feed(
        receiver(Hashes.none(), methods),
        new SiEvent.UserAccepted(),
        new SiEvent.Prepared(ByteRange.WHOLE));
  }

  SiSession receiving(Hashes known) {
    return feed(
        receiver(known, BYTESTREAMS),
        new SiEvent.UserAccepted(),
        new SiEvent.Prepared(ByteRange.WHOLE),
        hosts(Socks5Message.Mode.TCP),
        new CarrierFound(false));
  }
}
