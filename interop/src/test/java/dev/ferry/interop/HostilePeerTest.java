package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A scripted peer that lies, floods and breaks off, against one {@code ferry receive} that accepts
 * all. Whatever it does: a clear error, a living process, nothing outside the folder.
 */
@Needs(Program.PROSODY)
final class HostilePeerTest {
  private static final String WRONG_HASH =
      "<hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=</hash>";

  private static Path around;
  private static Path in;
  private static FerryProcess receiver;
  private static RawClient mallory;
  private static String ferry;

  private List<String> before = List.of();

  @BeforeAll
  static void startReceiver(Scene scene) throws Exception {
    Prosody server = scene.keep(Prosody.start(scene.folder("prosody"), Prosody.Options.PLAIN));
    around = scene.folder("around");
    in = Files.createDirectory(around.resolve("in"));
    receiver = FerryDevice.create(scene, server, "olivia").receiveAll(in);
    ferry = receiver.awaitReady();
    mallory = scene.keep(RawClient.signIn(server, "mallory"));
  }

  @BeforeEach
  void look() throws IOException {
    before = everything();
  }

  @AfterEach
  void stillReceives() throws Exception {
    var good = offer();
    good.send(good.file("good.bin"), good.content());
    assertThat(reason(good)).isEqualTo("completed");
  }

  private InBandOffer offer() {
    return new InBandOffer(mallory, ferry);
  }

  /** All that lies in the folder and around it. */
  private static List<String> everything() throws IOException {
    try (Stream<Path> all = Files.walk(around)) {
      return all.map(p -> around.relativize(p).toString()).sorted().toList();
    }
  }

  private void assertNothingNew() throws IOException {
    assertThat(everything()).isEqualTo(before);
  }

  private static String reason(InBandOffer offer) throws InterruptedException {
    return receiver.awaitEnd(offer.size()).text("reason");
  }

  private static String condition(Xml reply) {
    assertThat(reply.attribute("type")).contains("error");
    return reply.first(c -> c.name().equals("error")).orElseThrow().children().getFirst().name();
  }

  @Test
  void aFileThatIsShorterThanAnnouncedIsNotKept() throws Exception {
    var offer = offer();
    offer.send(offer.file("short.bin"), new byte[offer.size() - 1]);
    offer.close();
    assertThat(reason(offer)).isEqualTo("connection-lost");
    assertNothingNew();
  }

  @Test
  void moreBytesThanAnnouncedAreNotKept() throws Exception {
    var offer = offer();
    offer.send(offer.file("long.bin"), new byte[offer.size() + 1]);
    assertThat(reason(offer)).isEqualTo("peer-fault");
    assertNothingNew();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "9223372036854775808", "many", "", "1e3"})
  void aSizeThatIsNoneIsRefused(String size) throws Exception {
    assertThat(condition(offer().offer(InBandOffer.file("sized.bin", size))))
        .isEqualTo("bad-request");
    assertNothingNew();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../escaped",
        "/tmp/escaped",
        "..\\escaped",
        "C:\\escaped.exe",
        "..%2f..%2fescaped",
        "\uFF0E\uFF0E\uFF0Fescaped",
        ".bashrc",
        "CON",
        "aux.txt",
        "name:stream",
        "trailing. ",
        "gpj.\u202Eexe",
        "zero\u200Bwidth",
        "..",
        ""
      })
  void everyNameStaysInsideTheFolder(String name) throws Exception {
    var offer = offer();
    offer.send(offer.file(name), offer.content());
    Line end = receiver.awaitEnd(offer.size());
    assertThat(end.text("reason")).isEqualTo("completed");
    Path landed = Path.of(end.text("path"));
    assertThat(landed.getParent()).isEqualTo(in);
    assertThat(landed.getFileName().toString())
        .doesNotStartWith(".")
        .doesNotContain(":", "\\", "\u202E", "\u200B")
        .doesNotEndWith(" ")
        .doesNotEndWith(".");
    List<String> fresh = new ArrayList<>(everything());
    fresh.removeAll(before);
    assertThat(fresh).containsExactly(around.relativize(landed).toString());
  }

  @Test
  void aVeryLongNameIsClipped() throws Exception {
    var offer = offer();
    offer.send(offer.file("n".repeat(5000) + ".txt"), offer.content());
    Path landed = Path.of(receiver.awaitEnd(offer.size()).text("path"));
    assertThat(landed).exists();
    assertThat(landed.getFileName().toString()).endsWith(".txt").hasSizeLessThan(256);
  }

  @Test
  void aWrongHashIsFoundAndThePeerIsTold() throws Exception {
    var offer = offer();
    offer.send(offer.file("forged.bin") + WRONG_HASH, offer.content());
    assertThat(reason(offer)).isEqualTo("corrupted");
    assertThat(offer.await("session-terminate").child("reason").orElseThrow().children())
        .anyMatch(c -> c.name().equals("media-error"));
    assertNothingNew();
  }

  @Test
  void dataOfNoSessionChangesNothing() throws Exception {
    var stranger = offer();
    assertThat(condition(stranger.open())).isEqualTo("not-acceptable");
    assertThat(condition(stranger.data(new byte[500]))).isEqualTo("item-not-found");
    assertThat(condition(stranger.terminate("success"))).isEqualTo("item-not-found");
    assertNothingNew();
  }

  @Test
  void garbageIsAnsweredAndForgotten() throws Exception {
    String deep = "<a>".repeat(1000) + "</a>".repeat(1000);
    String wide =
        IntStream.range(0, 500).mapToObj(i -> " a" + i + "='x'").reduce("", String::concat);
    for (String payload :
        List.of(
            "<jingle xmlns='urn:xmpp:jingle:1'/>",
            offer().jingle("session-info", deep),
            offer().jingle("session-info", "<a" + wide + "/>"),
            offer().jingle("session-info", "<" + "n".repeat(2000) + "/>"),
            "<jingle xmlns='urn:xmpp:jingle:1' action='explode' sid='x'/>",
            "<jingle xmlns='urn:xmpp:jingle:1' action='session-initiate'/>",
            offer().jingle("session-initiate", "<content/>"),
            offer().jingle("session-initiate", "<content creator='nobody' name='f'/>"),
            offer().jingle("transport-info", "<content creator='initiator' name='f'/>"),
            offer().jingle("session-info", "<checksum xmlns='urn:example:other'/>"),
            "<open xmlns='http://jabber.org/protocol/ibb'/>",
            "<data xmlns='http://jabber.org/protocol/ibb' sid='x' seq='99999999999'>!!!</data>",
            "<query xmlns='urn:example:unheard-of'/>")) {
      assertThat(mallory.ask(ferry, "set", payload).attribute("type"))
          .as(payload)
          .contains("error");
    }
    assertNothingNew();
  }

  @Test
  void breakingOffAtEachStepLeavesNothing() throws Exception {
    for (int step = 0; step < 4; step++) {
      var offer = offer();
      offer.offer(offer.file("broken.bin"));
      if (step > 0) {
        offer.await("session-accept");
      }
      if (step > 1) {
        offer.open();
      }
      if (step > 2) {
        offer.data(new byte[500]);
      }
      offer.terminate("cancel");
      assertThat(reason(offer)).as("step " + step).isEqualTo("cancelled");
      assertNothingNew();
    }
  }

  @Test
  void fiveHundredCandidatesLeadToNoWay() throws Exception {
    String candidates =
        IntStream.range(0, 500)
            .mapToObj(i ->
                "<candidate cid='c%d' host='127.9.%d.%d' port='%d' jid='m@localhost/raw' priority='%d' type='direct'/>"
                    .formatted(i, i / 250, i % 250 + 1, 1 + i % 9, 8257536 + i))
            .reduce("", String::concat);
    var offer = offer();
    String content =
        """
        <content creator='initiator' name='f' senders='initiator'>\
        <description xmlns='urn:xmpp:jingle:apps:file-transfer:5'><file>%s</file></description>\
        <transport xmlns='urn:xmpp:jingle:transports:s5b:1' sid='many'>%s</transport></content>\
        """
            .formatted(offer.file("many.bin"), candidates);
    mallory.ask(ferry, "set", offer.jingle("session-initiate", content));
    offer.await("session-accept");
    String error =
        """
        <content creator='initiator' name='f'>\
        <transport xmlns='urn:xmpp:jingle:transports:s5b:1' sid='many'><candidate-error/></transport></content>\
        """;
    mallory.ask(ferry, "set", offer.jingle("transport-info", error));
    assertThat(reason(offer)).isEqualTo("no-route");
    assertNothingNew();
  }

  @Test
  void aThousandOffersAreTooMany() throws Exception {
    List<InBandOffer> flood = IntStream.range(0, 1000).mapToObj(_ -> offer()).toList();
    List<String> ids = new ArrayList<>();
    for (InBandOffer one : flood) {
      ids.add(mallory.send(ferry, "set", one.initiate(one.file("flood.bin"))));
    }
    List<InBandOffer> taken = new ArrayList<>();
    for (int i = 0; i < flood.size(); i++) {
      Xml reply = mallory.reply(ids.get(i));
      if (reply.attribute("type").filter("error"::equals).isPresent()) {
        assertThat(condition(reply)).isEqualTo("resource-constraint");
      } else {
        taken.add(flood.get(i));
      }
    }
    assertThat(taken).hasSizeBetween(1, 100);
    for (InBandOffer one : taken) {
      one.terminate("cancel");
      assertThat(reason(one)).isEqualTo("cancelled");
    }
    assertNothingNew();
  }
}
