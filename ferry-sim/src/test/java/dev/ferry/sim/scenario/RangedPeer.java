package dev.ferry.sim.scenario;

import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/**
 * A client of another make that keeps to XEP-0234 and knows ranges: it sends what it is asked for,
 * in-band, or asks for a part itself.
 */
final class RangedPeer implements Foreigner.Script {
  static final int SIZE = 3_500_000;
  static final String MODIFIED = "2026-01-02T03:04:05Z";

  private static final String FILES = "urn:xmpp:jingle:apps:file-transfer:5";
  private static final int BLOCK = 32_768;
  private static final byte[] CONTENT = content();

  private final Jid other;
  private final String asks;
  private final List<Xml> heard = new ArrayList<>();
  private final ByteArrayOutputStream got = new ByteArrayOutputStream();
  private OptionalInt stopsAfter = OptionalInt.empty();
  private Optional<String> digest = Optional.of("sha-256");
  private int session;

  /**
   * @param asks the range that it says when it accepts an offer
   */
  RangedPeer(Jid other, String asks) {
    this.other = other;
    this.asks = asks;
  }

  static byte[] content() {
    byte[] bytes = new byte[SIZE];
    new Random(11).nextBytes(bytes);
    return bytes;
  }

  /** Closes the stream after so many blocks of the next session. */
  void stopsAfter(int blocks) {
    stopsAfter = OptionalInt.of(blocks);
  }

  /** Gives its digest afterwards by this algorithm, having announced none; or gives none. */
  void digest(Optional<String> algorithm) {
    digest = algorithm;
  }

  /** What it has received. */
  byte[] got() {
    return got.toByteArray();
  }

  List<Xml> heard() {
    return heard;
  }

  /** Offers its file, or the part of it that {@code range} says. */
  void offer(Foreigner self, String range) throws Exception {
    session++;
    self.say(
        other,
        """
        <jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' sid='s%d'>
          <content creator='initiator' name='file' senders='initiator'>
            <description xmlns='%s'><file><name>film.mkv</name><size>%d</size>
              <date>%s</date>%s</file></description>
            <transport xmlns='urn:xmpp:jingle:transports:ibb:1' sid='b%d' block-size='%d'/>
          </content>
        </jingle>\
        """
            .formatted(session, FILES, SIZE, MODIFIED, range, session, BLOCK));
  }

  @Override
  public void heard(Foreigner self, Xml payload) throws Exception {
    heard.add(payload);
    String action = payload.attribute("action").orElse("");
    if (action.equals("session-accept")) {
      send(self, start(payload));
    } else if (action.equals("session-initiate")) {
      accept(self, payload);
    } else if (payload.is("data", Foreigner.IBB)) {
      got.writeBytes(Base64.getDecoder().decode(payload.text()));
    } else if (action.equals("session-info") && payload.toString().contains("<checksum")) {
      String sid = payload.attribute("sid").orElseThrow();
      self.say(other, jingle("session-info", sid, "<received xmlns='%s'/>".formatted(FILES)));
      self.say(other, jingle("session-terminate", sid, "<reason><success/></reason>"));
    }
  }

  /** Where the answer wants the bytes to begin. */
  static int start(Xml accept) {
    String text = accept.toString();
    return text.contains("<range offset=")
        ? Integer.parseInt(text.replaceAll("(?s).*<range offset=\"(\\d+)\".*", "$1"))
        : 0;
  }

  private void send(Foreigner self, int start) throws Exception {
    String ibb = "xmlns='%s' sid='b%d'".formatted(Foreigner.IBB, session);
    self.say(other, "<open %s block-size='%d'/>".formatted(ibb, BLOCK));
    int seq = 0;
    for (int at = start; at < SIZE; at += BLOCK) {
      if (stopsAfter.isPresent() && seq == stopsAfter.getAsInt()) {
        stopsAfter = OptionalInt.empty();
        self.say(other, "<close %s/>".formatted(ibb));
        return;
      }
      byte[] block = Arrays.copyOfRange(CONTENT, at, Math.min(at + BLOCK, SIZE));
      String text = Base64.getEncoder().encodeToString(block);
      self.say(other, "<data %s seq='%d'>%s</data>".formatted(ibb, seq, text));
      seq++;
    }
    self.say(other, "<close %s/>".formatted(ibb));
    if (digest.isPresent()) {
      String checksum =
          "<checksum xmlns='%s'><file>%s</file></checksum>".formatted(FILES, hash(digest.get()));
      self.say(other, jingle("session-info", "s" + session, checksum));
    }
  }

  private static String hash(String algorithm) {
    var running = dev.ferry.content.Digests.standard().start(algorithm).orElseThrow();
    running.update(ByteBuffer.wrap(CONTENT));
    byte[] digest = HexFormat.of().parseHex(running.finish());
    return "<hash xmlns='urn:xmpp:hashes:2' algo='%s'>%s</hash>"
        .formatted(algorithm, Base64.getEncoder().encodeToString(digest));
  }

  private void accept(Foreigner self, Xml initiate) throws Exception {
    String sid = initiate.attribute("sid").orElseThrow();
    String stream =
        initiate.toString().replaceAll("(?s).*transports:ibb:1\"[^>]* sid=\"([^\"]*)\".*", "$1");
    self.say(
        other,
        jingle(
            "session-accept",
            sid,
            """
            <content creator='initiator' name='file' senders='initiator'>
              <description xmlns='%s'><file>%s</file></description>
              <transport xmlns='urn:xmpp:jingle:transports:ibb:1' sid='%s' block-size='4096'/>
            </content>\
            """
                .formatted(FILES, asks, stream)));
  }

  private static String jingle(String action, String sid, String inside) {
    return "<jingle xmlns='urn:xmpp:jingle:1' action='%s' sid='%s'>%s</jingle>"
        .formatted(action, sid, inside);
  }
}
