package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.List;
import java.util.Optional;

/** Publishes one file and, asked for it, opens the session that it has promised. */
final class Publisher implements Foreigner.Script {
  static final String ID = "9559976B";

  private static final String SID = "s1";
  private static final Jid BOB = Place.jid("bob");

  private final ForeignSender sender =
      new ForeignSender(
          BOB,
          "sha-256",
          List.of(
              ForeignSender.Move.OPEN,
              ForeignSender.Move.DATA,
              ForeignSender.Move.CLOSE,
              ForeignSender.Move.CHECKSUM));
  Optional<StanzaError> refusal = Optional.empty();
  Optional<String> promise = Optional.of(SID);
  boolean opens = true;
  int asked;

  @Override
  public Xml result(Iq request) {
    if (!request.payload().is("start", Foreigner.JINGLEPUB)) {
      return request.result();
    }
    assertThat(request.payload().attribute("id")).contains(ID);
    return refusal
        .map(request::refusal)
        .orElseGet(
            () -> request.result(Xml.of("starting", Foreigner.JINGLEPUB).with("sid", promise)));
  }

  @Override
  public void heard(Foreigner self, Xml payload) throws Exception {
    if (payload.is("start", Foreigner.JINGLEPUB)) {
      asked++;
      if (opens && refusal.isEmpty()) {
        sender.offer(self, ForeignSender.used("sha-256"));
      }
    }
    sender.heard(self, payload);
  }
}
