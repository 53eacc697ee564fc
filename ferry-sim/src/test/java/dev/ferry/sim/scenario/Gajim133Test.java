package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Assurance;
import dev.ferry.Assurance.Encryption;
import dev.ferry.Assurance.Proof;
import dev.ferry.Encrypt;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Pins.Pin;
import dev.ferry.port.Pins.Trust;
import dev.ferry.security.Fingerprint;
import dev.ferry.sim.file.SimFile;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.Socks5Handshake;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** XTLS with a client of another make, as its captures show it. */
class Gajim133Test {
  private static final int SEEDS = 4;
  private static final int SIZE = 300_000;

  private static Transfer send(Secrecy secrecy, Gajim133 gajim, SimFile file, Route... via) {
    SendOptions how = SendOptions.standard().encrypt(Encrypt.REQUIRED);
    return secrecy
        .alice()
        .ferry()
        .send(new Peer.Xmpp(gajim.jid()), file, via.length == 0 ? how : how.via(List.of(via)));
  }

  /** What both variants of receiving begin with. */
  private record Offer(
      String session, String content, Xml transport, X509Certificate certificate, Jid from) {
    String sid() {
      return transport.attribute("sid").orElseThrow();
    }

    String destination(Jid owner, Jid other) {
      return Socks5Handshake.destination(sid(), owner.toString(), other.toString());
    }

    void accept(Gajim133 gajim, String transportElement) throws Exception {
      gajim.say(
          from,
          """
          <jingle xmlns="urn:xmpp:jingle:1" action="session-accept" sid="%s" initiator="%s">\
          <content creator="initiator" name="%s" senders="both">%s\
          <description xmlns="urn:xmpp:jingle:apps:file-transfer:5"><file><name>song.ogg</name>\
          <size>%d</size><desc/></file></description>%s</content></jingle>\
          """
              .formatted(session, from, content, gajim.security(), SIZE, transportElement));
    }

    void success(Gajim133 gajim) throws Exception {
      gajim.say(
          from,
          """
          <jingle xmlns="urn:xmpp:jingle:1" action="session-terminate" sid="%s">\
          <reason><success/></reason></jingle>\
          """
              .formatted(session));
    }
  }

  /** Hears the offer and asks for its certificate before it answers. */
  private static Offer offered(Secrecy secrecy, Gajim133 gajim) throws Exception {
    Jid alice = secrecy.alice().jid();
    Xml initiate = gajim.await("session-initiate");
    Xml content = initiate.child("content").orElseThrow();
    Xml security = content.children().getFirst();
    X509Certificate certificate = gajim.certificateOf(alice);
    assertThat(security.is("security", Tampering.XTLS)).as("the first child").isTrue();
    assertThat(security.childText("fingerprint")).contains(Fingerprint.of(certificate).text());
    return new Offer(
        initiate.attribute("sid").orElseThrow(),
        content.attribute("name").orElseThrow(),
        content.children().getLast(),
        certificate,
        alice);
  }

  @Test
  void sendsToTheCandidateThatGajimOffers() {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          try (Gajim133 gajim = new Gajim133(secrecy.place())) {
            SimFile file = secrecy.scene().file("song.ogg", SIZE);
            Transfer out = send(secrecy, gajim, file);
            Offer offer = offered(secrecy, gajim);
            offer.accept(gajim, gajim.transport(offer.sid()));
            ByteStream stream = gajim.accept(offer.destination(gajim.jid(), secrecy.alice().jid()));
            gajim.inform(
                offer.from(), offer.session(), offer.content(), offer.sid(), "<candidate-error/>");
            assertThat(sha256(Gajim133.read(stream, SIZE))).isEqualTo(file.sha256());
            offer.success(gajim);
            assertThat(Story.words(out.await().reason())).isEqualTo("completed, SENT_ONLY");
            stream.close();
            assertThat(gajim.heard().subList(0, 2)).containsExactly("session-initiate", "pubkeys");
            assertThat(secrecy.alices().of(gajim.jid()))
                .containsExactly(new Pin(gajim.jid(), gajim.fingerprint(), Trust.FIRST_USE, false));
          }
        });
  }

  @Test
  void sendsToGajimThatConnects() {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          try (Gajim133 gajim = new Gajim133(secrecy.place())) {
            SimFile file = secrecy.scene().file("song.ogg", SIZE);
            Transfer out = send(secrecy, gajim, file);
            Offer offer = offered(secrecy, gajim);
            offer.accept(gajim, Gajim133.noTransport(offer.sid()));
            Xml candidate = offer.transport().all("candidate").getFirst();
            ByteStream stream =
                gajim.dial(
                    candidate,
                    offer.certificate(),
                    offer.destination(secrecy.alice().jid(), gajim.jid()));
            gajim.inform(
                offer.from(),
                offer.session(),
                offer.content(),
                offer.sid(),
                "<candidate-used cid=\"%s\"/>".formatted(candidate.attribute("cid").orElseThrow()));
            assertThat(secrecy.assurance(out))
                .as("nobody proved to be Gajim on this connection")
                .isEqualTo(new Assurance(Encryption.XTLS, Proof.SERVER));
            assertThat(sha256(Gajim133.read(stream, SIZE))).isEqualTo(file.sha256());
            offer.success(gajim);
            assertThat(Story.words(out.await().reason())).isEqualTo("completed, SENT_ONLY");
            stream.close();
          }
        });
  }

  /** It sends in clear through proxies and in-band, whatever was agreed. */
  @Test
  void offersGajimNoWayThatItWouldNotEncrypt() {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          try (Gajim133 gajim = new Gajim133(secrecy.place())) {
            Transfer out = send(secrecy, gajim, secrecy.scene().file("song.ogg", SIZE));
            Offer offer = offered(secrecy, gajim);
            assertThat(offer.transport().all("candidate"))
                .isNotEmpty()
                .allMatch(c -> c.attribute("type").filter("direct"::equals).isPresent());
            offer.accept(gajim, Gajim133.noTransport(offer.sid()));
            gajim.inform(
                offer.from(), offer.session(), offer.content(), offer.sid(), "<candidate-error/>");
            assertThat(Story.words(out.await().reason())).isEqualTo("no route");
            assertThat(gajim.heard()).doesNotContain("transport-replace");
          }
        });
  }

  @Test
  void refusesGajimWhereOnlyWaysInClearAreAllowed() {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          try (Gajim133 gajim = new Gajim133(secrecy.place())) {
            Transfer out =
                send(
                    secrecy,
                    gajim,
                    secrecy.scene().file("song.ogg", SIZE),
                    Route.PROXY,
                    Route.IN_BAND);
            assertThat(Story.words(out.await().reason()))
                .startsWith(
                    "security refused: gajim@example.org/ferry encrypts direct connections");
            assertThat(gajim.heard()).isEmpty();
          }
        });
  }

  private static String initiate(Gajim133 gajim, String transport) {
    return """
    <jingle xmlns="urn:xmpp:jingle:1" action="session-initiate" sid="41a8dcf0" initiator="%s">\
    <content name="file5MWX" creator="initiator" senders="initiator">%s\
    <description xmlns="urn:xmpp:jingle:apps:file-transfer:5"><file><name>song.ogg</name>\
    <date>2026-11-21T19:33:37.360891Z</date><size>%d</size><desc/></file></description>\
    %s</content></jingle>\
    """
        .formatted(gajim.jid(), gajim.security(), SIZE, transport);
  }

  @Test
  void receivesFromGajimOnceItKnowsItsCertificate() {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          try (Gajim133 gajim = new Gajim133(secrecy.place())) {
            Jid bob = secrecy.bob().jid();
            gajim.say(bob, initiate(gajim, gajim.transport("73a97bd6")));
            Transfer in = secrecy.bob().accept();
            Xml accept = gajim.await("session-accept");
            assertThat(gajim.heard()).containsExactly("pubkeys", "session-accept");
            Xml security = accept.child("content").orElseThrow().children().getFirst();
            assertThat(security.childText("fingerprint"))
                .contains(Fingerprint.of(gajim.certificateOf(bob)).text());
            ByteStream stream =
                gajim.accept(
                    Socks5Handshake.destination(
                        "73a97bd6", gajim.jid().toString(), bob.toString()));
            gajim.inform(bob, "41a8dcf0", "file5MWX", "73a97bd6", "<candidate-error/>");
            assertThat(secrecy.assurance(in))
                .isEqualTo(new Assurance(Encryption.XTLS, Proof.FIRST_USE));
            byte[] content = new byte[SIZE];
            stream.write(ByteBuffer.wrap(content));
            gajim.say(bob, checksum(content));
            assertThat(Story.words(in.await().reason())).isEqualTo("completed, HASH");
            stream.close();
          }
        });
  }

  /** With only a proxy left, there is no way that Gajim would encrypt. */
  @Test
  void doesNotReceiveFromGajimThroughAProxy() {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          try (Gajim133 gajim = new Gajim133(secrecy.place())) {
            Jid bob = secrecy.bob().jid();
            gajim.say(
                bob,
                initiate(
                    gajim,
                    """
                    <transport xmlns="urn:xmpp:jingle:transports:s5b:1" sid="2100b6bc">\
                    <candidate cid="749e3f7c" host="192.0.2.250" jid="proxy.example.org" \
                    port="1080" priority="655360" type="proxy"/></transport>\
                    """));
            Transfer in = secrecy.bob().accept();
            Xml accept = gajim.await("session-accept");
            assertThat(accept.toString()).contains("direct").doesNotContain("proxy.example.org");
            gajim.inform(bob, "41a8dcf0", "file5MWX", "2100b6bc", "<candidate-error/>");
            Xml info = gajim.await("transport-info");
            assertThat(info.toString()).contains("candidate-error");
            assertThat(Story.words(in.await().reason())).isEqualTo("no route");
          }
        });
  }

  private static String checksum(byte[] content) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
    return """
    <jingle xmlns="urn:xmpp:jingle:1" action="session-info" sid="41a8dcf0">\
    <checksum xmlns="urn:xmpp:jingle:apps:file-transfer:5"><file>\
    <hash xmlns="urn:xmpp:hashes:2" algo="sha-256">%s</hash></file></checksum></jingle>\
    """
        .formatted(Base64.getEncoder().encodeToString(digest));
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
