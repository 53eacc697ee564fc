package dev.ferry.app.offers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.app.offers.KnownFiles.Known;
import dev.ferry.content.Hashes;
import dev.ferry.stanza.Jid;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JingleUriTest {
  private static final Jid ALICE = Jid.of("alice@example.org");

  @Test
  void saysWhoOffersWhat() {
    assertThat(JingleUri.parse("xmpp:alice@example.org?jingle;id=9559976B-3FBF"))
        .contains(new JingleUri(ALICE, "9559976B-3FBF"));
    assertThat(JingleUri.parse("XMPP:alice@example.org?jingle;action=start;id=a+b%20c"))
        .contains(new JingleUri(ALICE, "a+b c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "transfer-1@2",
        "xmpp:alice@example.org",
        "xmpp:alice@example.org?message;id=1",
        "xmpp:alice@example.org?jingle",
        "xmpp:alice@example.org?jingle;id=",
        "xmpp:alice@example.org?jingle;id=%zz",
        "xmpp:?jingle;id=1",
        "https://example.org/?jingle;id=1",
      })
  void takesNothingElse(String text) {
    assertThat(JingleUri.parse(text)).isEmpty();
  }

  @Test
  void namesTheOfferOfThatAccountOnly() {
    FileOffer file = new FileOffer("a.txt", 9, Optional.empty(), Hashes.none(), Optional.empty());
    Known known =
        new Known(
            "t-1",
            new Peer.Xmpp(Jid.of("bob@example.org")),
            new Peer.Xmpp(ALICE),
            file,
            Optional.of("one"));
    assertThat(new JingleUri(Jid.of("alice@example.org/desk"), "one").names(known)).isTrue();
    assertThat(new JingleUri(ALICE, "two").names(known)).isFalse();
    assertThat(new JingleUri(Jid.of("eve@example.org"), "one").names(known)).isFalse();
  }
}
