package dev.ferry.jingle;

import dev.ferry.content.Hashes;
import dev.ferry.jingle.JingleReason.Condition;
import dev.ferry.jingle.SessionEvent.Acknowledged;
import dev.ferry.jingle.SessionEvent.CarrierFound;
import dev.ferry.jingle.SessionEvent.FromPeer;
import dev.ferry.jingle.SessionEvent.Prepared;
import dev.ferry.jingle.SessionEvent.Sent;
import dev.ferry.jingle.SessionEvent.Told;
import dev.ferry.jingle.SessionEvent.UserAccepted;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stages of a session, and what the peer says, for tables of events. */
class SessionScript {
  static final Xml TRANSPORT = Xml.of("transport", "urn:example:transport");
  static final Hashes RIGHT = Hashes.of(Hashes.SHA_256, "aa");
  static final Hashes WRONG = Hashes.of(Hashes.SHA_256, "bb");

  List<SessionEffect> effects = new ArrayList<>();

  static JingleSession sender() {
    return JingleSession.opening(Terms.of(true, true, "file", Hashes.none(), false));
  }

  static JingleSession receiver(Hashes known, boolean checksumDue) {
    return JingleSession.asked(Terms.of(false, false, "file", known, checksumDue));
  }

  /** Feeds events one after another; the effects of the last one are kept. */
  JingleSession feed(JingleSession start, SessionEvent... events) {
    JingleSession at = start;
    for (SessionEvent event : events) {
      var step = JingleSession.on(at, event);
      at = step.next();
      effects = step.effects();
    }
    return at;
  }

  static Prepared prepared() {
    return new Prepared(TRANSPORT, false);
  }

  static FromPeer accept() {
    return new FromPeer(about(Action.SESSION_ACCEPT, "file"));
  }

  static JingleMessage about(Action action, String content) {
    return JingleMessage.of(action, "sid")
        .with(
            JingleContent.named(JingleContent.Creator.INITIATOR, content).withTransport(TRANSPORT));
  }

  static FromPeer terminate(Condition condition) {
    return new FromPeer(
        JingleMessage.of(Action.SESSION_TERMINATE, "sid").with(JingleReason.of(condition)));
  }

  static Told checksum(Hashes hashes) {
    return new Told(new SessionInfo.Checksum(Optional.empty(), hashes));
  }

  static final Told RECEIVED = new Told(new SessionInfo.Received(Optional.empty()));

  JingleSession offered() {
    return feed(sender(), prepared(), new Acknowledged(Sent.INITIATE));
  }

  JingleSession sending() {
    return feed(offered(), accept(), new CarrierFound(1, false));
  }

  JingleSession receiving(Hashes known, boolean checksumDue) {
    return feed(
        receiver(known, checksumDue),
        new UserAccepted(),
        prepared(),
        new Acknowledged(Sent.ACCEPT),
        new CarrierFound(1, false));
  }
}
