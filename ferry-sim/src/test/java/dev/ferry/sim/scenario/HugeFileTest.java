package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Offsets that need more than 32 bits: gigabytes, nearly all zeros, of which only the end is moved.
 * The digest of all is computed once a test, which is what it costs.
 */
class HugeFileTest {
  private static final long SIZE = 6_000_000_000L;
  private static final int TAIL = 3_000_000;
  private static final int CHUNK = 1 << 20;
  private static final String SHA_256 =
      "bf8403f29de31641b364a040a1eda711d569cbd1cb4b8dfafe2a51f0270e9331";
  private static final String MODIFIED = "2026-01-02T03:04:05Z";
  private static final String FILES = "urn:xmpp:jingle:apps:file-transfer:5";
  private static final int BLOCK = 32_768;

  /** The last bytes of the file; before them there are zeros. */
  private static byte[] tail() {
    byte[] tail = new byte[TAIL];
    new Random(6).nextBytes(tail);
    return tail;
  }

  private static String jingle(String action, String inside) {
    return "<jingle xmlns='urn:xmpp:jingle:1' action='%s' sid='s1'>%s</jingle>"
        .formatted(action, inside);
  }

  /** A client of another make that knows ranges: sends the file from where it is asked to. */
  private static final class Sender implements Foreigner.Script {
    private final Jid to;
    private final List<Long> asked = new ArrayList<>();

    Sender(Jid to) {
      this.to = to;
    }

    void offer(Foreigner self) throws Exception {
      String hash = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(SHA_256));
      self.say(
          to,
          jingle(
              "session-initiate",
              """
              <content creator='initiator' name='file' senders='initiator'>
                <description xmlns='%s'><file><name>huge.img</name><size>%d</size><date>%s</date>
                  <hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>%s</hash><range/></file>
                </description>
                <transport xmlns='urn:xmpp:jingle:transports:ibb:1' sid='b1' block-size='%d'/>
              </content>\
              """
                  .formatted(FILES, SIZE, MODIFIED, hash, BLOCK)));
    }

    @Override
    public void heard(Foreigner self, Xml payload) throws Exception {
      if (payload.attribute("action").filter("session-accept"::equals).isPresent()) {
        String text = payload.toString();
        long from = Long.parseLong(text.replaceAll("(?s).*<range offset=\"(\\d+)\".*", "$1"));
        asked.add(from);
        send(self, from);
      }
    }

    private void send(Foreigner self, long from) throws Exception {
      String ibb = "xmlns='%s' sid='b1'".formatted(Foreigner.IBB);
      self.say(to, "<open %s block-size='%d'/>".formatted(ibb, BLOCK));
      byte[] tail = tail();
      int seq = 0;
      for (long at = from; at < SIZE; at += BLOCK) {
        byte[] block = new byte[(int) Math.min(BLOCK, SIZE - at)];
        for (int i = 0; i < block.length; i++) {
          long index = at + i - (SIZE - TAIL);
          block[i] = index < 0 ? 0 : tail[(int) index];
        }
        String text = Base64.getEncoder().encodeToString(block);
        self.say(to, "<data %s seq='%d'>%s</data>".formatted(ibb, seq, text));
        seq++;
      }
      self.say(to, "<close %s/>".formatted(ibb));
    }
  }

  /** What an earlier process noted of so many chunks of zeros (docs/chunks.md). */
  private static String record(Jid from, int chunks) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(new byte[1 + CHUNK]);
    String line = HexFormat.of().formatHex(digest.digest()) + "\n";
    return """
    ferry-partial 1
    from=%s
    name=huge.img
    size=%d
    modified=%s
    sha-256=%s
    chunk=%d

    """
            .formatted(from.bare(), SIZE, MODIFIED, SHA_256, CHUNK)
        + line.repeat(chunks);
  }

  @Test
  void whatComesLastIsReceivedBehindSixGigabytes() {
    SimWorld.run(
            1,
            world ->
                Scene.in(
                    world,
                    scene -> {
                      Sender sender = new Sender(scene.alice().jid());
                      try (Foreigner peer = new Foreigner(scene.place(), "dave", sender)) {
                        int chunks = (int) ((SIZE - TAIL) / CHUNK);
                        long there = (long) chunks * CHUNK;
                        scene
                            .alice()
                            .vault()
                            .leave("huge.img", SIZE, there + 5, record(peer.jid(), chunks));
                        sender.offer(peer);
                        Transfer in = scene.alice().accept();
                        scene.until(in, Flowing.class);
                        assertThat(((Flowing) in.state()).progress().from()).isEqualTo(there);
                        assertThat(Story.words(in.await().reason())).isEqualTo("completed, HASH");
                        assertThat(sender.asked).containsExactly(there);
                        assertThat(there).isGreaterThan(1L << 32);
                        assertThat(scene.alice().vault().leftovers()).isEmpty();
                      }
                    }))
        .check();
  }

  @Test
  void whatComesLastIsSentFromBehindFourGigabytes() {
    long size = (1L << 32) + 200_000;
    long from = size - 100_000;
    SimWorld.run(
            1,
            world ->
                Scene.in(
                    world,
                    scene -> {
                      RangedPeer script =
                          new RangedPeer(
                              scene.alice().jid(), "<range offset='%d'/>".formatted(from));
                      try (Foreigner peer = new Foreigner(scene.place(), "dave", script)) {
                        Transfer out =
                            scene
                                .alice()
                                .ferry()
                                .send(
                                    new Peer.Xmpp(peer.jid()),
                                    SimFile.sparse(world.tasks(), "huge.img", size),
                                    SendOptions.standard());
                        assertThat(Story.words(out.await().reason())).isEqualTo("completed, HASH");
                        assertThat(ByteBuffer.wrap(script.got()))
                            .isEqualTo(ByteBuffer.allocate(100_000));
                      }
                    }))
        .check();
  }
}
