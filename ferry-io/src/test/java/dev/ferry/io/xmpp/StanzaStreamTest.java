package dev.ferry.io.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Xml;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.junit.jupiter.api.Test;
import org.jxmpp.stringprep.XmppStringprepException;

/** A stream that nobody drains: its queue holds 500 elements, stanzas and requests together. */
final class StanzaStreamTest {
  private final StanzaStream stream = undrained();

  @Test
  void aStanzaWhoseAcknowledgementCouldNotBeAskedForCountsAsTaken() {
    assertThat(stream.hand(stanza("presence"))).isTrue();
    // With each message goes a request: after 249 of them one place is left, for the 250th alone.
    for (int i = 0; i < 250; i++) {
      assertThat(stream.hand(stanza("message"))).as("message %d", i).isTrue();
    }
    assertThat(stream.hand(stanza("message"))).isFalse();
  }

  @Test
  void aStanzaThatFoundNoRoomWasNotTaken() {
    for (int i = 0; i < 250; i++) {
      assertThat(stream.hand(stanza("message"))).as("message %d", i).isTrue();
    }
    assertThat(stream.hand(stanza("presence"))).isFalse();
  }

  private static RawStanza stanza(String name) {
    return new RawStanza(Xml.of(name, Iq.NAMESPACE));
  }

  private static StanzaStream undrained() {
    try {
      XMPPTCPConnectionConfiguration nowhere =
          XMPPTCPConnectionConfiguration.builder()
              .setXmppDomain("localhost")
              .setHost("localhost")
              .build();
      return new Acknowledged(nowhere);
    } catch (XmppStringprepException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Acknowledged extends StanzaStream {
    Acknowledged(XMPPTCPConnectionConfiguration configuration) {
      super(configuration, new Nobody());
    }

    @Override
    public boolean isSmEnabled() {
      return true;
    }
  }

  private static final class Nobody implements StanzaStream.Receiver {
    @Override
    public void received(WholeStanza stanza) {}

    @Override
    public void done() {}

    @Override
    public void ended(String why) {}

    @Override
    public void replaced() {}
  }
}
