package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Assurance.Proof;
import dev.ferry.Encrypt;
import dev.ferry.Transfer;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.jingle.JingleSettings;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.key.SimEnvelope;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A sender like Dino, which goes on encrypting whatever the answer says, behind a server that has
 * taken the {@code security} element out of its offer.
 */
class StrippedSenderTest {
  private static final int SEEDS = 3;
  private static final int SIZE = 3000;
  private static final int TAG = 16;
  private static final SimEnvelope OMEMO = SimEnvelope.omemo();
  private static final Jid BOB = Place.jid("bob");
  private static final String OFFER =
      """
      <jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' sid='d1'>
        <content creator='initiator' name='file' senders='initiator'>
          <description xmlns='urn:xmpp:jingle:apps:file-transfer:5'>
            <file><name>song.ogg</name><size>%d</size></file>
          </description>
          <transport xmlns='urn:xmpp:jingle:transports:ibb:1' sid='b1' block-size='4096'/>
        </content>
      </jingle>\
      """
          .formatted(SIZE);

  /** Sends as soon as it may, and notes what it is told. */
  private record Dino(int size, List<String> heard) implements Foreigner.Script {
    @Override
    public void heard(Foreigner self, Xml payload) throws Exception {
      String action = payload.attribute("action").orElse("");
      heard.add(action.equals("session-terminate") ? payload.children().toString() : action);
      if (action.equals("session-accept")) {
        String stream = "xmlns='" + Foreigner.IBB + "' sid='b1'";
        byte[] sealed = new byte[size];
        new Random(9).nextBytes(sealed);
        self.say(BOB, "<open %s block-size='4096'/>".formatted(stream));
        self.say(
            BOB,
            "<data %s seq='0'>%s</data>"
                .formatted(stream, Base64.getEncoder().encodeToString(sealed)));
        self.say(BOB, "<close %s/>".formatted(stream));
      }
    }
  }

  /**
   * @param heard what the sender is told at last
   */
  private static void play(
      Proof known, Encrypt rule, int size, String end, String heard, String... features) {
    XmppSettings bobs =
        XmppSettings.standard()
            .with(OMEMO.knowing(known).kind())
            .with(JingleSettings.standard().encrypt(rule));
    SimWorld.underSeeds(
        SEEDS,
        world ->
            Scene.in(
                world,
                XmppSettings.standard(),
                bobs,
                scene -> {
                  var dino = new Dino(size, new ArrayList<>());
                  try (Foreigner peer = new Foreigner(scene.place(), "dino", dino, features)) {
                    peer.say(BOB, OFFER);
                    Transfer in = scene.bob().accept();
                    assertThat(Story.words(in.await().reason())).startsWith(end);
                    assertThat(dino.heard().getLast()).contains(heard);
                    assertThat(dino.heard().contains("session-accept"))
                        .isNotEqualTo(end.contains("in clear") || end.contains("compared"));
                    assertThat(scene.bob().vault().leftovers()).isEmpty();
                  }
                }));
  }

  @Test
  void aReceiverThatWantsEncryptionSaysNoBeforeAByte() {
    play(
        Proof.FIRST_USE,
        Encrypt.REQUIRED,
        SIZE + TAG,
        "security refused: dino@example.org/ferry offers this in clear",
        "security-error",
        Sealing.JET,
        OMEMO.feature());
  }

  @Test
  void aReceiverThatHasComparedAKeySaysNoBeforeAByte() {
    play(
        Proof.VERIFIED,
        Encrypt.AUTO,
        SIZE + TAG,
        "security refused: a key of dino@example.org was compared here",
        "security-error",
        Sealing.JET,
        OMEMO.feature());
  }

  @Test
  void aReceiverThatKnowsNothingOfItStopsAtTheFirstByteTooMany() {
    play(
        Proof.FIRST_USE,
        Encrypt.AUTO,
        SIZE + TAG,
        "security refused: more came from dino@example.org/ferry than it announced",
        "security-error",
        Sealing.JET,
        OMEMO.feature());
  }

  @Test
  void whoCannotEncryptIsNotSuspected() {
    play(Proof.FIRST_USE, Encrypt.AUTO, SIZE + TAG, "peer fault", "general-error");
  }

  @Test
  void whoCanEncryptAndDoesNotIsTaken() {
    play(Proof.FIRST_USE, Encrypt.AUTO, SIZE, "completed", "success", Sealing.JET, OMEMO.feature());
  }
}
