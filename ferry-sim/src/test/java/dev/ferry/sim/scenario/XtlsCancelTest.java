package dev.ferry.sim.scenario;

import dev.ferry.Encrypt;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.sim.CancelEverywhere;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever stops an encrypted transfer, and whenever: both learn why, and nothing is left of it. */
class XtlsCancelTest {
  private static final long SIZE = 100_000;
  private static final int MOST = 150;

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
                    secrecy ->
                        Stopped.bySender(
                            secrecy.scene(),
                            cut,
                            () -> send(secrecy, route),
                            Stopped.endingsBySender(route, SIZE))));
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
                    secrecy ->
                        Stopped.byReceiver(
                            secrecy.scene(),
                            cut,
                            () -> send(secrecy, route),
                            Stopped.endingsByReceiver(route, SIZE))));
    reporter.publishEntry("receiver cancels, " + route, report.toString());
  }

  private static Transfer send(Secrecy secrecy, Route route) {
    return secrecy.send(secrecy.scene().file("song.ogg", SIZE), Encrypt.REQUIRED, route);
  }
}
