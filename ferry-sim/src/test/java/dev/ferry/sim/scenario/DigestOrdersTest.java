package dev.ferry.sim.scenario;

import static dev.ferry.sim.scenario.ForeignSender.Move.CHECKSUM;
import static dev.ferry.sim.scenario.ForeignSender.Move.CLOSE;
import static dev.ferry.sim.scenario.ForeignSender.Move.DATA;
import static dev.ferry.sim.scenario.ForeignSender.Move.DESCRIBE;
import static dev.ferry.sim.scenario.ForeignSender.Move.OPEN;
import static dev.ferry.sim.scenario.ForeignSender.Move.SUCCESS;
import static dev.ferry.sim.scenario.ForeignSender.Move.WEAK_CHECKSUM;
import static dev.ferry.sim.scenario.ForeignSender.Move.WRONG_CHECKSUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.content.Digests;
import dev.ferry.sim.scenario.ForeignSender.Move;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Digests of every kind, told in every order: what is compared, and what is believed. */
class DigestOrdersTest {
  private static final int SEEDS = 3;
  private static final String VERIFIED = "completed, HASH";
  private static final String UNVERIFIED = "completed, SIZE_ONLY";

  static Stream<String> algorithms() {
    return Digests.KNOWN.stream();
  }

  private static void expect(String ending, String offered, String algorithm, Move... moves) {
    expectOf(ending, offered, algorithm, new String[0], moves);
  }

  /**
   * @param features what the sender announces besides files
   */
  private static void expectOf(
      String ending, String offered, String algorithm, String[] features, Move... moves) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          var script = new ForeignSender(Place.jid("bob"), algorithm, List.of(moves));
          try (Foreigner peer = new Foreigner(scene.place(), "gajim", script, features)) {
            script.offer(peer, offered);
            assertThat(Story.words(scene.bob().accept().await().reason())).startsWith(ending);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void aDigestInTheOfferIsCompared(String algorithm) {
    expect(VERIFIED, ForeignSender.hash(algorithm), algorithm, OPEN, DATA, CLOSE);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void aPromisedDigestIsComparedBeforeTheBytesComeOrAfter(String algorithm) {
    String promised = ForeignSender.used(algorithm);
    expect(VERIFIED, promised, algorithm, CHECKSUM, OPEN, DATA, CLOSE);
    expect(VERIFIED, promised, algorithm, OPEN, CHECKSUM, DATA, CLOSE);
    expect(VERIFIED, promised, algorithm, OPEN, DATA, CHECKSUM, CLOSE);
    expect(VERIFIED, promised, algorithm, OPEN, DATA, CLOSE, CHECKSUM);
    expect(VERIFIED, promised, algorithm, OPEN, DATA, CLOSE, CHECKSUM, SUCCESS);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void aWrongDigestSpoilsTheFileHoweverLateItComes(String algorithm) {
    String promised = ForeignSender.used(algorithm);
    expect("corrupted", promised, algorithm, WRONG_CHECKSUM, OPEN, DATA, CLOSE);
    expect("corrupted", promised, algorithm, OPEN, DATA, CLOSE, WRONG_CHECKSUM);
    expect("corrupted", promised, algorithm, OPEN, DATA, CLOSE, WRONG_CHECKSUM, SUCCESS);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void aDescriptionInfoGivesDigestsToo(String algorithm) {
    String promised = ForeignSender.used(algorithm);
    expect(VERIFIED, promised, algorithm, DESCRIBE, OPEN, DATA, CLOSE);
    expect(VERIFIED, promised, algorithm, OPEN, DATA, CLOSE, DESCRIBE);
  }

  /** What the sender gave could not be foreseen: the file is read once more before it is stored. */
  @ParameterizedTest
  @MethodSource("algorithms")
  void aDigestThatNobodyAnnouncedIsComparedToo(String algorithm) {
    expect(VERIFIED, "", algorithm, OPEN, CHECKSUM, DATA, CLOSE);
    expect("corrupted", "", algorithm, OPEN, WRONG_CHECKSUM, DATA, CLOSE);
    String[] hashes = {"urn:xmpp:hashes:2"};
    expectOf(VERIFIED, "", algorithm, hashes, OPEN, DATA, CLOSE, CHECKSUM);
    expectOf("corrupted", "", algorithm, hashes, OPEN, DATA, CLOSE, WRONG_CHECKSUM);
    String other = ForeignSender.used("sha-256");
    expect(VERIFIED, other, algorithm, OPEN, DATA, CLOSE, CHECKSUM);
    expect("corrupted", other, algorithm, OPEN, DATA, CLOSE, WRONG_CHECKSUM);
  }

  @Test
  void ofSeveralDigestsOneThatCanBeComputedIsEnough() {
    String several =
        "<hash xmlns='urn:xmpp:hashes:2' algo='md5'>1B2M2Y8AsgTpgAmY7PhCfg==</hash>"
            + ForeignSender.hash("blake2b-512")
            + ForeignSender.hash("sha3-512");
    expect(VERIFIED, several, "sha-256", OPEN, DATA, CLOSE);
  }

  @Test
  void aNameOfTheRegistryIsUnderstood() {
    String registered = ForeignSender.hash("blake2b-256").replace("blake2b-", "id-blake2b");
    expect(VERIFIED, registered, "sha-256", OPEN, DATA, CLOSE);
  }

  @Test
  void aDigestThatProvesNothingDoesNotEndTheWaitForOneThatDoes() {
    String promised = ForeignSender.used("sha-256");
    expect(VERIFIED, promised, "sha-256", OPEN, DATA, CLOSE, WEAK_CHECKSUM, CHECKSUM);
    expect("corrupted", promised, "sha-256", OPEN, DATA, CLOSE, WEAK_CHECKSUM, WRONG_CHECKSUM);
    expect(UNVERIFIED, promised, "sha-256", OPEN, DATA, CLOSE, WEAK_CHECKSUM);
  }

  @Test
  void aSenderThatLeavesWellInsteadOfGivingItsDigestHasVerifiedNothing() {
    String promised = ForeignSender.used("sha3-256");
    expect(UNVERIFIED, promised, "sha3-256", OPEN, DATA, CLOSE, SUCCESS);
    expect(UNVERIFIED, promised, "sha3-256", OPEN, DATA, CLOSE, SUCCESS, CHECKSUM);
    expect(UNVERIFIED, promised, "sha3-256", OPEN, DATA, CLOSE, SUCCESS, WRONG_CHECKSUM);
    expect("peer fault", promised, "sha3-256", SUCCESS, OPEN, DATA, CLOSE);
  }

  @Test
  void aPromiseThatIsNotKeptIsNotWaitedForForEver() {
    expect(UNVERIFIED, ForeignSender.used("sha-512"), "sha-512", OPEN, DATA, CLOSE);
  }
}
