package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Encrypt;
import dev.ferry.IncomingOffer;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.CancelEverywhere.Cut;
import java.util.Optional;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever stops an encrypted transfer, and whenever: both learn why, and nothing is left of it. */
class XtlsCancelTest {
  private static final long SIZE = 100_000;
  private static final int MOST = 150;

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
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void theSenderCancelsAtAnyMoment(Route route, TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(MOST, 1)
            .run((world, cut) ->
                Secrecy.in(
                    world,
                    Encrypt.AUTO,
                    secrecy -> {
                      Transfer out =
                          secrecy.send(
                              secrecy.scene().file("song.ogg", SIZE), Encrypt.REQUIRED, route);
                      cut.begins(out::cancel);
                      acceptIfAny(secrecy);
                      assertThat(ending(secrecy, cut))
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
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void theReceiverCancelsAtAnyMoment(Route route, TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(MOST, 2)
            .run((world, cut) ->
                Secrecy.in(
                    world,
                    Encrypt.AUTO,
                    secrecy -> {
                      secrecy.send(secrecy.scene().file("song.ogg", SIZE), Encrypt.REQUIRED, route);
                      IncomingOffer offer = secrecy.bob().offer();
                      cut.begins(offer.transfer()::cancel);
                      offer.accept(secrecy.bob().vault());
                      assertThat(ending(secrecy, cut))
                          .isIn(
                              "alice sends song.ogg: declined\nbob receives song.ogg: declined\n",
                              "alice sends song.ogg: cancelled THERE\n"
                                  + "bob receives song.ogg: cancelled HERE\n",
                              COMPLETED.formatted(route));
                    }));
    reporter.publishEntry("receiver cancels, " + route, report.toString());
  }

  private static void acceptIfAny(Secrecy secrecy) throws InterruptedException {
    Optional<IncomingOffer> offer = secrecy.bob().ferry().nextOffer(secrecy.place().soon());
    offer.ifPresent(o -> o.accept(secrecy.bob().vault()));
  }

  private static String ending(Secrecy secrecy, Cut cut) throws InterruptedException {
    String story = secrecy.scene().story();
    cut.ends();
    return story;
  }
}
