package dev.ferry.jingle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.jingle.JingleReason.Condition;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonCodecTest {
  private static JingleReason read(String body) {
    return ReasonCodec.read(
        XmlText.read("<reason xmlns='urn:xmpp:jingle:1'>" + body + "</reason>").orElseThrow());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void readsAgainEveryConditionItWrote(Condition condition) {
    JingleReason reason =
        new JingleReason(
            condition, Optional.of("why <not>"), Optional.of(Xml.of("odd", "urn:example:odd")));

    assertThat(ReasonCodec.read(ReasonCodec.write(reason, JingleCodec.NAMESPACE)))
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void understandsUnderscores(Condition condition) {
    String underscores = condition.wire().replace('-', '_');

    assertThat(read("<" + underscores + "/>").condition()).isEqualTo(condition);
  }

  @Test
  void findsTheConditionWhereverItStands() {
    JingleReason reason =
        read("<odd xmlns='urn:example:odd'/><text>because</text><decline/><cancel/>");

    assertThat(reason.condition()).isEqualTo(Condition.DECLINE);
    assertThat(reason.text()).contains("because");
    assertThat(reason.specific()).map(Xml::name).contains("odd");
  }

  @Test
  void readsAReasonWithoutAKnownConditionAsUnknown() {
    assertThat(read("").condition()).isEqualTo(Condition.UNKNOWN);
    assertThat(read("<text>because</text>").condition()).isEqualTo(Condition.UNKNOWN);
    assertThat(read("<tired/>").condition()).isEqualTo(Condition.UNKNOWN);
    assertThat(read("<unknown/>").condition()).isEqualTo(Condition.UNKNOWN);
    assertThat(read("<decline xmlns='urn:example:odd'/>").condition()).isEqualTo(Condition.UNKNOWN);
  }

  @Test
  void writesADefinedConditionForWhatIsUnknown() {
    Xml written = ReasonCodec.write(JingleReason.of(Condition.UNKNOWN), JingleCodec.NAMESPACE);

    assertThat(written.child("general-error")).isPresent();
  }
}
