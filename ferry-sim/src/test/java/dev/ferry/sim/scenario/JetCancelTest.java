package dev.ferry.sim.scenario;

import dev.ferry.Encrypt;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.sim.CancelEverywhere;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever stops a transfer that JET protects, and whenever: nothing is left of it. */
class JetCancelTest {
  private static final long SIZE = 100_000;
  private static final int MOST = 100;

  @ParameterizedTest
  @CsvSource({"DIRECT, true", "DIRECT, false", "PROXY, true", "IN_BAND, true", "IN_BAND, false"})
  void theSenderCancelsAtAnyMoment(Route route, boolean records, TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(MOST, 1)
            .run((world, cut) ->
                Sealing.in(
                    world,
                    Encrypt.AUTO,
                    sealing ->
                        Stopped.bySender(
                            sealing.scene(),
                            cut,
                            () -> send(sealing, route, records),
                            Stopped.endingsBySender(route, SIZE))));
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
                    sealing ->
                        Stopped.byReceiver(
                            sealing.scene(),
                            cut,
                            () -> send(sealing, route, records),
                            Stopped.endingsByReceiver(route, SIZE))));
    reporter.publishEntry("receiver cancels, " + route, report.toString());
  }

  private static Transfer send(Sealing sealing, Route route, boolean records) {
    if (!records) {
      sealing.hide(sealing.bob().jid(), Sealing.RECORDS);
    }
    return sealing.send(sealing.scene().file("song.ogg", SIZE), Encrypt.REQUIRED, route);
  }
}
