package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.sim.file.Received;
import dev.ferry.sim.file.SimFile;
import dev.ferry.stanza.Xml;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of files, with clients of other makes (XEP-0234 5 and 6.4): the bytes themselves count. */
class RangesTest {
  private static final int SEEDS = 3;
  private static final int CHUNK = 1 << 20;
  private static final String RANGES = "<range/>";

  /** What happens between Bob and a client that offers him its file. */
  private interface Play {
    void act(Scene scene, Foreigner peer, RangedPeer script) throws Exception;
  }

  private static void underSeeds(Play play) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          RangedPeer script = new RangedPeer(Place.jid("bob"), "");
          try (Foreigner peer =
              new Foreigner(scene.place(), "gajim", script, "urn:xmpp:hashes:2")) {
            play.act(scene, peer, script);
          }
        });
  }

  /** Lets the client lose its file after two chunks and some blocks. */
  private static void lose(Scene scene, Foreigner peer, RangedPeer script) throws Exception {
    script.stopsAfter(80);
    script.offer(peer, RANGES);
    assertThat(Story.words(scene.bob().accept().await().reason())).isEqualTo("connection lost");
    assertThat(scene.bob().vault().leftovers()).hasSize(1);
  }

  private static void assertWhole(Scene scene) {
    SimFile same = SimFile.of(scene.place().tasks(), "film.mkv", RangedPeer.content());
    assertThat(scene.bob().vault().received())
        .extracting(Received::sha256)
        .containsExactly(same.sha256());
    assertThat(scene.bob().vault().leftovers()).isEmpty();
  }

  private static List<Integer> starts(RangedPeer script) {
    return script.heard().stream()
        .filter(p -> p.attribute("action").filter("session-accept"::equals).isPresent())
        .map(RangedPeer::start)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "sha-256, 'completed, HASH'",
    "sha3-512, 'completed, HASH'",
    "blake2b-256, 'completed, HASH'",
    "'', 'completed, SIZE_ONLY'"
  })
  void whatAnotherClientLostGoesOnWhereItWas(String algorithm, String ending) {
    underSeeds((scene, peer, script) -> {
      lose(scene, peer, script);
      script.digest(Optional.of(algorithm).filter(a -> !a.isEmpty()));
      script.offer(peer, RANGES);
      assertThat(Story.words(scene.bob().accept().await().reason())).isEqualTo(ending);
      assertThat(starts(script)).containsExactly(0, 2 * CHUNK);
      assertWhole(scene);
    });
  }

  @ParameterizedTest
  @CsvSource({"2097152", "2000000", "1048576", "300000", "1"})
  void aPartIsTakenWhenWhatComesBeforeItIsHere(int offset) {
    underSeeds((scene, peer, script) -> {
      lose(scene, peer, script);
      script.offer(peer, "<range offset='%d'/>".formatted(offset));
      assertThat(Story.words(scene.bob().accept().await().reason())).startsWith("completed");
      assertThat(starts(script)).containsExactly(0, offset);
      assertWhole(scene);
    });
  }

  @Test
  void aPartIsRefusedWhenWhatComesBeforeItIsNotHere() {
    underSeeds((scene, peer, script) -> {
      script.offer(peer, "<range offset='270336'/>");
      assertThat(Story.words(scene.bob().accept().await().reason()))
          .contains("only the bytes from 270336 on are offered");
      assertThat(said(script)).contains("<failed-application/>", "ask for the whole file");
      script.offer(peer, RANGES);
      assertThat(Story.words(scene.bob().accept().await().reason())).startsWith("completed");
      assertWhole(scene);
    });
  }

  @ParameterizedTest
  @CsvSource({
    "<range offset='3500001'/>, outside of the file",
    "<range offset='9223372036854775807'/>, outside of the file",
    "<range offset='10' length='3500000'/>, outside of the file",
    "<range length='10'/>, does not go to the end",
    "<range offset='10' length='10'/>, does not go to the end",
  })
  void aPartThatCannotMakeTheFileIsRefusedAtOnce(String range, String why) {
    underSeeds((scene, peer, script) -> {
      script.offer(peer, range);
      scene.place().sleep(2);
      assertThat(said(script)).contains("<incompatible-parameters/>", why);
      assertThat(scene.bob().ferry().transfers()).isEmpty();
    });
  }

  private static String said(RangedPeer script) {
    return script.heard().stream().map(Xml::toString).reduce("", String::concat);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0, 3500000",
    "<range/>, 0, 3500000",
    "<range offset='2097152'/>, 2097152, 3500000",
    "<range offset='1' length='70000'/>, 1, 70001",
    "<range length='5'/>, 0, 5",
    "<range offset='3500000'/>, 3500000, 3500000",
  })
  void aReceiverOfAnotherMakeGetsThePartItWants(String range, int from, int to) {
    asked(
        range,
        (out, script) -> {
          assertThat(Story.words(out.await().reason())).isEqualTo("completed, HASH");
          assertThat(script.got()).isEqualTo(Arrays.copyOfRange(RangedPeer.content(), from, to));
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<range offset='3500001'/>",
        "<range offset='9223372036854775807'/>",
        "<range offset='3000000' length='500001'/>"
      })
  void aReceiverThatWantsWhatIsNotThereIsToldSo(String range) {
    asked(
        range,
        (out, script) -> {
          assertThat(Story.words(out.await().reason())).contains("but the file has 3500000");
          assertThat(script.got()).isEmpty();
          assertThat(said(script)).contains("<general-error/>", "but the file has 3500000");
        });
  }

  private interface Asked {
    void act(Transfer out, RangedPeer script) throws Exception;
  }

  private static void asked(String range, Asked play) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          RangedPeer script = new RangedPeer(Place.jid("alice"), range);
          try (Foreigner peer = new Foreigner(scene.place(), "gajim", script)) {
            SimFile file = SimFile.of(scene.place().tasks(), "film.mkv", RangedPeer.content());
            Transfer out =
                scene
                    .alice()
                    .ferry()
                    .send(
                        new Peer.Xmpp(peer.jid()),
                        file,
                        SendOptions.standard().via(List.of(Route.IN_BAND)));
            out.await();
            scene.place().sleep(2);
            play.act(out, script);
          }
        });
  }
}
