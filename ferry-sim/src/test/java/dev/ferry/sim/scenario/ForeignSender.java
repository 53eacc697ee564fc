package dev.ferry.sim.scenario;

import dev.ferry.content.Digests;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * A client of another make that sends one small file in-band, saying in an order of its own what
 * there is to say.
 */
final class ForeignSender implements Foreigner.Script {
  /** What it does, one after another, once its offer is accepted. */
  enum Move {
    OPEN,
    DATA,
    CLOSE,
    CHECKSUM,
    WRONG_CHECKSUM,
    WEAK_CHECKSUM,
    DESCRIBE,
    SUCCESS
  }

  private static final String FILES = "urn:xmpp:jingle:apps:file-transfer:5";
  private static final String HASHES = "urn:xmpp:hashes:2";
  private static final byte[] CONTENT = content();

  private final Jid to;
  private final String algorithm;
  private final List<Move> moves;

  ForeignSender(Jid to, String algorithm, List<Move> moves) {
    this.to = to;
    this.algorithm = algorithm;
    this.moves = List.copyOf(moves);
  }

  private static byte[] content() {
    byte[] bytes = new byte[3000];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  /** A {@code hash} element that is right. */
  static String hash(String algorithm) {
    var digest = Digests.standard().start(algorithm).orElseThrow();
    digest.update(ByteBuffer.wrap(CONTENT));
    return hash(algorithm, HexFormat.of().parseHex(digest.finish()));
  }

  private static String hash(String algorithm, byte[] digest) {
    // In lines, as some base64 encoders write it.
    String text = Base64.getMimeEncoder(20, new byte[] {'\n'}).encodeToString(digest);
    return "<hash xmlns='%s' algo='%s'>\n  %s\n</hash>".formatted(HASHES, algorithm, text);
  }

  static String used(String algorithm) {
    return "<hash-used xmlns='%s' algo='%s'/>".formatted(HASHES, algorithm);
  }

  /** Offers the file. */
  void offer(Foreigner self, String hashes) throws Exception {
    self.say(
        to,
        """
        <jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' sid='s1'>
          <content creator='initiator' name='file' senders='initiator'>
            <description xmlns='%s'><file><name>song.ogg</name><size>%d</size>%s</file>
            </description>
            <transport xmlns='urn:xmpp:jingle:transports:ibb:1' sid='b1' block-size='4096'/>
          </content>
        </jingle>\
        """
            .formatted(FILES, CONTENT.length, hashes));
  }

  @Override
  public void heard(Foreigner self, Xml payload) throws Exception {
    if (payload.attribute("action").filter("session-accept"::equals).isPresent()) {
      for (Move move : moves) {
        self.say(to, words(move));
      }
    }
  }

  private String words(Move move) {
    String ibb = "xmlns='" + Foreigner.IBB + "' sid='b1'";
    return switch (move) {
      case OPEN -> "<open %s block-size='4096'/>".formatted(ibb);
      case DATA ->
          "<data %s seq='0'>%s</data>".formatted(ibb, Base64.getEncoder().encodeToString(CONTENT));
      case CLOSE -> "<close %s/>".formatted(ibb);
      case CHECKSUM -> checksum(hash(algorithm));
      case WRONG_CHECKSUM -> checksum(hash(algorithm, new byte[length()]));
      case WEAK_CHECKSUM -> checksum(hash("sha-1", new byte[20]));
      case DESCRIBE ->
          """
          <jingle xmlns='urn:xmpp:jingle:1' action='description-info' sid='s1'>
            <content creator='initiator' name='file'>
              <description xmlns='%s'><file>%s</file></description>
            </content>
          </jingle>\
          """
              .formatted(FILES, hash(algorithm));
      case SUCCESS ->
          "<jingle xmlns='urn:xmpp:jingle:1' action='session-terminate' sid='s1'>"
              + "<reason><success/></reason></jingle>";
    };
  }

  private int length() {
    return algorithm.endsWith("256") ? 32 : 64;
  }

  private static String checksum(String hash) {
    return """
    <jingle xmlns='urn:xmpp:jingle:1' action='session-info' sid='s1'>
      <checksum xmlns='%s'><file>%s</file></checksum>
    </jingle>\
    """
        .formatted(FILES, hash);
  }
}
