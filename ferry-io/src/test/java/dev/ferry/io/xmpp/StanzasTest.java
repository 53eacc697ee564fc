package dev.ferry.io.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.io.tasks.RealTasks;
import dev.ferry.port.StanzaLink.LinkEvent;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
final class StanzasTest {
  private static final long PATIENCE = 20_000_000_000L;
  private static final QName JINGLE = new QName("urn:xmpp:jingle:1", "jingle");
  private static final QName DATA = new QName("http://jabber.org/protocol/ibb", "data");

  private final Tasks tasks = new RealTasks();
  private PrivateProsody prosody;
  private SmackLink alice;
  private SmackLink bob;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Certificates identity = Certificates.make("localhost", Optional.empty());
    prosody = PrivateProsody.start(tasks, folder, identity, true, "");
    alice = SmackLink.open(prosody.account("alice").trusting(prosody.certificate()), tasks);
    bob = SmackLink.open(prosody.account("bob").trusting(prosody.certificate()), tasks);
    bob.serve(JINGLE);
    bob.serve(DATA);
  }

  @AfterAll
  void stop() throws Exception {
    alice.close();
    bob.close();
    prosody.close();
  }

  @Test
  void oddStanzasArriveWholeAndUnchanged() throws Exception {
    for (String payload :
        List.of(
            // What Smack's own providers drop or choke on.
            """
            <jingle xmlns="urn:xmpp:jingle:1" action="session-initiate" sid="a&amp;b">\
            <content name="f" creator="initiator" senders="both">\
            <description xmlns="urn:xmpp:jingle:apps:file-transfer:5"><file>\
            <name>&lt;odd&gt; &quot;name&quot;.bin</name><size>9223372036854775807</size>\
            <hash xmlns="urn:xmpp:hashes:2" algo="sha-256">AAAA</hash>\
            <hash xmlns="urn:xmpp:hashes:2" algo="blake2b-256">BBBB</hash>\
            <hash xmlns="urn:xmpp:hashes:2" algo="from-the-future">CCCC</hash>\
            <range offset="4294967296"/></file></description>\
            <security xmlns="urn:xmpp:jingle:jet:0" name="f" cipher="x"><e xmlns="urn:e"/></security>\
            </content></jingle>\
            """,
            """
            <jingle xmlns="urn:xmpp:jingle:1" action="session-info" sid="1">\
            <checksum xmlns="urn:xmpp:jingle:apps:file-transfer:5"><file/></checksum></jingle>\
            """,
            "<jingle xmlns=\"urn:xmpp:jingle:1\" action=\"no-such-action\"/>",
            "<jingle xmlns=\"urn:xmpp:jingle:1\"/>",
            "<jingle xmlns=\"urn:xmpp:jingle:1\"><a xmlns=\"\">ä€😀 &#10;x&#9;</a></jingle>")) {
      Xml sent = XmlText.read(payload).orElseThrow();
      alice.send(new Iq(bob.self(), "odd", Iq.Type.SET, sent).toXml());
      Xml got = stanza(bob);
      assertThat(got.children()).containsExactly(sent);
      assertThat(got.attribute("from")).contains(alice.self().toString());

      Xml answer =
          Iq.read(got, bob.self()).orElseThrow().result(Xml.of("thing", "urn:nobody:knows"));
      bob.send(answer);
      Xml result = stanza(alice);
      assertThat(result.attribute("type")).contains("result");
      assertThat(result.children()).containsExactly(Xml.of("thing", "urn:nobody:knows"));
    }
  }

  @Test
  void requestsNobodyServesAreAnsweredByTheLink() throws Exception {
    alice.send(new Iq(bob.self(), "1", Iq.Type.GET, Xml.of("query", "urn:unserved")).toXml());
    Xml refused = stanza(alice);
    assertThat(refused.attribute("type")).contains("error");
    assertThat(refused.toString()).contains("service-unavailable");

    alice.send(new Iq(bob.self(), "2", Iq.Type.GET, Xml.of("ping", "urn:xmpp:ping")).toXml());
    assertThat(stanza(alice).attribute("type")).contains("result");

    Xml disco = Xml.of("query", "http://jabber.org/protocol/disco#info");
    alice.send(new Iq(bob.self(), "3", Iq.Type.GET, disco).toXml());
    assertThat(stanza(alice).attribute("type")).contains("error");
  }

  @Test
  void messagesAndPresencesComeOutAsTheyAre() throws Exception {
    Xml message =
        Xml.of("message", Iq.NAMESPACE)
            .with("to", bob.self().toString())
            .with("type", "normal")
            .with("xml:lang", "de")
            .with(Xml.of("x", "urn:x").with(Xml.of("y", "urn:y").withText("z")));
    alice.send(message);
    Xml got = stanza(bob);
    assertThat(got.is("message", Iq.NAMESPACE)).isTrue();
    assertThat(got.attribute("xml:lang")).contains("de");
    assertThat(got.children()).containsExactlyElementsOf(message.children());

    Xml presence =
        Xml.of("presence", Iq.NAMESPACE)
            .with("to", bob.self().toString())
            .with(Xml.of("c", "http://jabber.org/protocol/caps").with("ver", "v"));
    alice.send(presence);
    assertThat(stanza(bob).children()).containsExactlyElementsOf(presence.children());
  }

  @Test
  void twoThousandRequestsArriveInOrder() throws Exception {
    TaskHandle sender =
        tasks.fork(
            "sender",
            () -> {
              for (int i = 0; i < 2000; i++) {
                Xml payload = Xml.of("jingle", JINGLE.getNamespaceURI()).with("sid", "" + i);
                alice.send(new Iq(bob.self(), "o" + i, Iq.Type.SET, payload).toXml());
              }
            });
    List<String> got = new ArrayList<>();
    List<String> answered = new ArrayList<>();
    TaskHandle answers =
        tasks.fork(
            "answers",
            () -> {
              while (answered.size() < 2000) {
                answered.add(stanza(alice).attribute("id").orElseThrow());
              }
            });
    while (got.size() < 2000) {
      Xml stanza = stanza(bob);
      got.add(stanza.attribute("id").orElseThrow());
      bob.send(Iq.read(stanza, bob.self()).orElseThrow().result());
    }
    sender.join();
    answers.join();
    assertThat(answers.failure()).isEmpty();
    List<String> inOrder = IntStream.range(0, 2000).mapToObj(i -> "o" + i).toList();
    assertThat(got).isEqualTo(inOrder);
    assertThat(answered).isEqualTo(inOrder);
  }

  @Test
  void aLongStreamMayEscapeMoreThanTheParsersUsualLimit() throws Exception {
    String markup = "&<>\"'".repeat(2000);
    for (int i = 0; i < 15; i++) {
      Xml sent = Xml.of("jingle", JINGLE.getNamespaceURI()).with("n", "" + i).withText(markup);
      alice.send(new Iq(bob.self(), "esc", Iq.Type.SET, sent).toXml());
      assertThat(stanza(bob).children()).containsExactly(sent);
    }
  }

  @Test
  void aMegabyteOfBlocksInAWindowPasses() throws Exception {
    byte[] block = new byte[4096];
    new Random(1).nextBytes(block);
    String text = Base64.getEncoder().encodeToString(block);
    int blocks = 256;
    int window = 32;
    long start = tasks.now();
    TaskHandle receiver =
        tasks.fork(
            "receiver",
            () -> {
              for (int i = 0; i < blocks; i++) {
                Xml stanza = stanza(bob);
                assertThat(stanza.children().getFirst().attribute("seq")).contains("" + i);
                assertThat(stanza.children().getFirst().text()).isEqualTo(text);
                bob.send(Iq.read(stanza, bob.self()).orElseThrow().result());
              }
            });
    int acked = 0;
    for (int i = 0; i < blocks; i++) {
      Xml data = Xml.of("data", DATA.getNamespaceURI()).with("seq", "" + i).withText(text);
      alice.send(new Iq(bob.self(), "b" + i, Iq.Type.SET, data).toXml());
      for (; acked <= i - window; acked++) {
        assertThat(stanza(alice).attribute("type")).contains("result");
      }
    }
    for (; acked < blocks; acked++) {
      assertThat(stanza(alice).attribute("type")).contains("result");
    }
    receiver.join();
    assertThat(receiver.failure()).isEmpty();
    double seconds = (tasks.now() - start) / 1e9;
    System.out.printf("in-band, window %d: %.1f MB/s%n", window, blocks * 4096 / 1e6 / seconds);
    assertThat(seconds).as("no stall").isLessThan(10);
  }

  @Test
  void closingEndsTheLinkForItsTakerAndItsSenders() throws Exception {
    SmackLink brief =
        SmackLink.open(prosody.account("alice").trusting(prosody.certificate()), tasks);
    brief.close();
    assertThat(brief.take(tasks.in(PATIENCE)).orElseThrow()).isInstanceOf(LinkEvent.Lost.class);
    assertThatThrownBy(() -> brief.send(Xml.of("presence", Iq.NAMESPACE)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed here");
  }

  private Xml stanza(SmackLink link) throws InterruptedException {
    LinkEvent event = link.take(tasks.in(PATIENCE)).orElseThrow();
    assertThat(event).isInstanceOf(LinkEvent.Received.class);
    return ((LinkEvent.Received) event).stanza();
  }
}
