package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Encrypt;
import dev.ferry.IncomingOffer;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.sim.CancelEverywhere;
import java.util.Optional;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever stops a transfer that JET protects, and whenever: nothing is left of it. */
class JetCancelTest {
  private static final long SIZE = 100_000;
  private static final int MOST = 100;

  private static final String COMPLETED =
      """
      alice sends song.ogg: completed, HASH, %1$s
      bob receives song.ogg: completed, HASH, %1$s
      bob has song.ogg, 100000 bytes
      """;

  private static final String TOO_LATE =
      """
      alice sends song.ogg: cancelled HERE
      bob receives song.ogg: completed, HASH, %1$s
      bob has song.ogg, 100000 bytes
      """;

  @ParameterizedTest
  @CsvSource({"DIRECT, true", "DIRECT, false", "PROXY, true", "IN_BAND, true", "IN_BAND, false"})
  void theSenderCancelsAtAnyMoment(Route route, boolean records, TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(MOST, 1)
            .run((world, cut) ->
                Sealing.in(
                    world,
                    Encrypt.AUTO,
                    sealing -> {
                      hide(sealing, records);
                      Transfer out =
                          sealing.send(
                              sealing.scene().file("song.ogg", SIZE), Encrypt.REQUIRED, route);
                      cut.begins(out::cancel);
                      Optional<IncomingOffer> offer =
                          sealing.bob().ferry().nextOffer(sealing.scene().place().soon());
                      offer.ifPresent(o -> o.accept(sealing.bob().vault()));
                      String story = sealing.scene().story();
                      cut.ends();
                      assertThat(story)
                          .isIn(
                              "alice sends song.ogg: cancelled HERE\n",
                              "alice sends song.ogg: cancelled HERE\n"
                                  + "bob receives song.ogg: cancelled THERE\n",
                              TOO_LATE.formatted(route),
                              COMPLETED.formatted(route));
                    }));
    reporter.publishEntry("sender cancels, " + route, report.toString());
  }

  @ParameterizedTest
  @CsvSource({"DIRECT, true", "PROXY, false", "IN_BAND, true"})
  void theReceiverCancelsAtAnyMoment(Route route, boolean records, TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(MOST, 2)
            .run((world, cut) ->
                Sealing.in(
                    world,
                    Encrypt.AUTO,
                    sealing -> {
                      hide(sealing, records);
                      sealing.send(sealing.scene().file("song.ogg", SIZE), Encrypt.REQUIRED, route);
                      IncomingOffer offer = sealing.bob().offer();
                      cut.begins(offer.transfer()::cancel);
                      offer.accept(sealing.bob().vault());
                      String story = sealing.scene().story();
                      cut.ends();
                      assertThat(story)
                          .isIn(
                              "alice sends song.ogg: declined\nbob receives song.ogg: declined\n",
                              "alice sends song.ogg: cancelled THERE\n"
                                  + "bob receives song.ogg: cancelled HERE\n",
                              COMPLETED.formatted(route));
                    }));
    reporter.publishEntry("receiver cancels, " + route, report.toString());
  }

  private static void hide(Sealing sealing, boolean records) {
    if (!records) {
      sealing.hide(sealing.bob().jid(), Sealing.RECORDS);
    }
  }
}
