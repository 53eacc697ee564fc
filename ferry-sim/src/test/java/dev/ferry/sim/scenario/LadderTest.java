package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason.NoRoute;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.xmpp.Rule.Verdict;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Where one way is closed the next is taken, and nobody is asked. */
class LadderTest {
  private static final int SEEDS = 6;
  private static final long SIZE = 300_000;

  private static final String IN_BAND =
      """
      alice sends song.ogg: completed, HASH, in-band
      bob receives song.ogg: completed, HASH, in-band
      bob has song.ogg, 300000 bytes
      """;

  private static void closeDirectWaysAndProxy(Scene scene) {
    for (String from : List.of("alice", "bob")) {
      for (String to : List.of("alice", "bob", "proxy")) {
        if (!from.equals(to)) {
          scene.place().network().block(from, to);
        }
      }
    }
  }

  @Test
  void theServersCarryWhatNeitherDirectNorProxyCan() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          closeDirectWaysAndProxy(scene);
          scene.send(scene.file("song.ogg", SIZE));
          scene.bob().accept();
          assertThat(scene.story()).isEqualTo(IN_BAND);
        });
  }

  @Test
  void theWayBackIsTriedToo() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          closeDirectWaysAndProxy(scene);
          // In-band first fails, since the server swallows its opening; direct then does not work
          // either, and only the proxy is left.
          scene.place().network().unblock("alice", "proxy");
          scene.place().network().unblock("bob", "proxy");
          scene
              .place()
              .server()
              .rule((_, stanza) ->
                  stanza.toString().contains("<open") ? new Verdict.Drop() : new Verdict.Pass());
          scene.send(scene.file("song.ogg", SIZE), Route.IN_BAND, Route.DIRECT, Route.PROXY);
          scene.bob().accept();
          assertThat(scene.story()).isEqualTo(IN_BAND.replace("in-band", "proxy"));
        });
  }

  @Test
  void noRouteNamesEveryAttempt() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          closeDirectWaysAndProxy(scene);
          scene
              .place()
              .server()
              .rule((_, stanza) ->
                  stanza.toString().contains("<open") ? new Verdict.Drop() : new Verdict.Pass());
          Transfer out = scene.send(scene.file("song.ogg", SIZE));
          scene.bob().accept();
          assertThat(out.await().reason())
              .isInstanceOfSatisfying(
                  NoRoute.class,
                  none ->
                      assertThat(none.attempts())
                          .extracting(a -> a.route())
                          .contains(Route.DIRECT, Route.PROXY, Route.IN_BAND));
        });
  }

  @Test
  void aPeerThatCannotReplaceGetsANewSession() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          closeDirectWaysAndProxy(scene);
          AtomicInteger refused = new AtomicInteger();
          scene
              .place()
              .server()
              .rule((_, stanza) -> {
                boolean replace = stanza.toString().contains("\"transport-replace\"");
                refused.addAndGet(replace ? 1 : 0);
                return replace ? new Verdict.Replace(List.of(garbled(stanza))) : new Verdict.Pass();
              });
          Transfer out = scene.send(scene.file("song.ogg", SIZE));
          Transfer first = scene.bob().accept();
          Transfer second = scene.bob().accept();
          assertThat(Story.words(out.await().reason())).isEqualTo("completed, HASH");
          assertThat(out.await().route()).contains(Route.IN_BAND);
          assertThat(Story.words(first.await().reason())).isEqualTo("no route");
          assertThat(Story.words(second.await().reason())).isEqualTo("completed, HASH");
          assertThat(refused).hasValue(1);
        });
  }

  /** The peer does not know such an action, and says so. */
  private static Xml garbled(Xml stanza) {
    return XmlText.read(stanza.toString().replace("transport-replace", "transport-swap"))
        .orElseThrow();
  }

  @Test
  void cancellingOnTheLadderLeavesNothing(TestReporter reporter) {
    var report =
        CancelEverywhere.withSeed(4)
            .run((world, cut) ->
                Scene.in(
                    world,
                    scene -> {
                      closeDirectWaysAndProxy(scene);
                      scene.send(scene.file("song.ogg", SIZE));
                      Transfer in = scene.bob().accept();
                      cut.begins(in::cancel);
                      String story = scene.story();
                      cut.ends();
                      assertThat(story)
                          .isIn(
                              IN_BAND,
                              "alice sends song.ogg: cancelled THERE\n"
                                  + "bob receives song.ogg: cancelled HERE\n");
                    }));
    reporter.publishEntry("ladder", report.toString());
  }
}
