package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Assurance;
import dev.ferry.Assurance.Encryption;
import dev.ferry.Assurance.Proof;
import dev.ferry.Transfer;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.key.SimEnvelope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By which method of JET a file goes, and that it does not go where none can be had. */
class JetMethodsTest {
  private static final int SEEDS = 3;
  private static final long SIZE = 300_000;

  @Test
  void aPeerWithoutKeysIsRefusedThoughItMayBeInClear() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          var empty = SimEnvelope.omemo().reachable(false);
          XmppSettings alices = XmppSettings.standard().with(empty.kind());
          Scene.in(
              world,
              alices,
              Sealing.settings(),
              scene -> {
                Transfer out = scene.send(scene.file("song.ogg", SIZE));
                assertThat(Story.words(out.await().reason()))
                    .startsWith("security refused: bob@example.org/ferry says that it can encrypt")
                    .contains("--encrypt off");
              });
        });
  }

  @Test
  void theNextMethodIsTakenWhereOneHasNoKeys() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          var empty = SimEnvelope.omemo().reachable(false);
          var full = new SimEnvelope(Encryption.OPENPGP, 32, true, Proof.PINNED);
          XmppSettings both = XmppSettings.standard().with(empty.kind()).with(full.kind());
          Scene.in(
              world,
              both,
              both,
              scene -> {
                Transfer out = scene.send(scene.file("song.ogg", SIZE));
                scene.bob().accept();
                assertThat(new Sealing(scene).assurance(out))
                    .isEqualTo(new Assurance(Encryption.OPENPGP, Proof.PINNED));
                assertThat(scene.story())
                    .contains("bob receives song.ogg: completed, HASH, direct");
              });
        });
  }

  /** The method whose key a person has compared goes before a better one. */
  @Test
  void aComparedKeyGoesBeforeABetterMethod() {
    assertThat(chosen(Proof.PINNED, List.of())).isEqualTo(Encryption.OMEMO);
    assertThat(chosen(Proof.VERIFIED, List.of())).isEqualTo(Encryption.OPENPGP);
    assertThat(chosen(Proof.VERIFIED, List.of(Encryption.OMEMO, Encryption.OPENPGP)))
        .isEqualTo(Encryption.OMEMO);
    assertThat(chosen(Proof.PINNED, List.of(Encryption.OPENPGP))).isEqualTo(Encryption.OPENPGP);
  }

  private static Encryption chosen(Proof openpgp, List<Encryption> order) {
    List<Encryption> seen = new ArrayList<>();
    SimWorld.underSeeds(
        1,
        world -> {
          var pgp = new SimEnvelope(Encryption.OPENPGP, 32, true, openpgp);
          XmppSettings both = Sealing.settings().with(pgp.kind()).encryptingWith(order);
          Scene.in(
              world,
              both,
              both,
              scene -> {
                Transfer out = scene.send(scene.file("song.ogg", SIZE));
                scene.bob().accept();
                seen.add(new Sealing(scene).assurance(out).encryption());
                scene.story();
              });
        });
    return seen.getFirst();
  }
}
