package dev.ferry.jingle;

import dev.ferry.jingle.JingleReason.Condition;
import dev.ferry.stanza.Xml;
import java.util.Optional;

/** Reads and writes the {@code reason} element (XEP-0166 7.4). */
final class ReasonCodec {
  private ReasonCodec() {}

  /** Reads a peer's reason; one without a condition that is known reads as unknown. */
  static JingleReason read(Xml reason) {
    String own = reason.namespace();
    Condition condition =
        reason
            .first(c -> c.namespace().equals(own) && !c.name().equals("text"))
            .map(c -> Condition.read(c.name()))
            .orElse(Condition.UNKNOWN);
    return new JingleReason(
        condition,
        reason.childText("text").filter(text -> !text.isBlank()),
        reason.first(c -> !c.namespace().equals(own)));
  }

  static Xml write(JingleReason reason, String namespace) {
    // There is no element for what is unknown, and one of the defined ones must be there.
    Condition condition =
        reason.condition() == Condition.UNKNOWN ? Condition.GENERAL_ERROR : reason.condition();
    Optional<Xml> text = reason.text().map(t -> Xml.of("text", namespace).withText(t));
    return Xml.of("reason", namespace)
        .with(Xml.of(condition.wire(), namespace))
        .with(text.stream().toList())
        .with(reason.specific().stream().toList());
  }
}
