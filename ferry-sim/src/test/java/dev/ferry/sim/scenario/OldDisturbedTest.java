package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Route;
import dev.ferry.sim.CancelEverywhere;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes between a transfer by the old protocol, and whenever: it ends for a reason that
 * fits, no sender says that anything was confirmed, and nothing is left behind.
 */
class OldDisturbedTest {
  private static final int DRAWN = 60;

  private static final String COMPLETED = "completed, SENT_ONLY | completed, SIZE_ONLY";

  /** Besides the good ending: the sender's, then the receiver's; none where no offer came. */
  private static Set<String> endings(Disturbance disturbance) {
    return switch (disturbance) {
      case SENDER_CLOSES, SENDER_CLOSES_UNHEARD ->
          Set.of(
              "cancelled HERE | -",
              "cancelled HERE | completed, SIZE_ONLY",
              "cancelled HERE | connection lost",
              "cancelled HERE | no route",
              "cancelled HERE | unreachable");
      case RECEIVER_CLOSES, RECEIVER_CLOSES_UNHEARD ->
          Set.of(
              "cancelled THERE | cancelled HERE",
              // The stream ended in order, and the protocol has no other word.
              "completed, SENT_ONLY | cancelled HERE",
              "connection lost | cancelled HERE",
              "declined | cancelled HERE",
              "declined | declined",
              "no route | cancelled HERE",
              "unreachable | -",
              "unreachable | cancelled HERE",
              "unreachable | completed, SIZE_ONLY",
              "unreachable | declined");
      case BOTH_CANCEL ->
          Set.of(
              "cancelled HERE | -",
              "cancelled HERE | cancelled HERE",
              "cancelled HERE | completed, SIZE_ONLY",
              "cancelled HERE | declined",
              "cancelled HERE | timed out: CONNECT");
      case SENDER_LOSES_THE_LINK ->
          Set.of(
              "connection lost | -",
              "connection lost | completed, SIZE_ONLY",
              "connection lost | no route",
              "connection lost | timed out: CONNECT",
              "connection lost | unreachable");
      case RECEIVER_LOSES_THE_LINK ->
          Set.of(
              "completed, SENT_ONLY | connection lost",
              "connection lost | connection lost",
              "no route | connection lost",
              "unreachable | -",
              "unreachable | completed, SIZE_ONLY",
              "unreachable | connection lost");
      case SENDER_IS_INTERRUPTED, RECEIVER_IS_INTERRUPTED -> Set.of();
      case SENDER_IS_MUTED ->
          Set.of(
              "no route | no route",
              "no route | timed out: CONNECT",
              "timed out: FIRST_BYTE | timed out: FIRST_BYTE",
              "timed out: FIRST_BYTE | timed out: STALL",
              "timed out: OFFER | -",
              "timed out: STALL | timed out: STALL",
              "unreachable | -");
      case RECEIVER_IS_MUTED ->
          Set.of(
              "no route | no route",
              "no route | timed out: FIRST_BYTE",
              "timed out: FIRST_BYTE | connection lost",
              "timed out: OFFER | timed out: CONNECT",
              "timed out: STALL | completed, SIZE_ONLY");
      case CONNECTIONS_BREAK ->
          Set.of(
              "connection lost | completed, SIZE_ONLY",
              "connection lost | connection lost",
              "connection lost | no route",
              "no route | no route");
      case CONNECTIONS_FALL_SILENT ->
          Set.of(
              "no route | no route",
              "timed out: CONFIRMATION | completed, SIZE_ONLY",
              "timed out: CONFIRMATION | no route",
              "timed out: CONFIRMATION | timed out: STALL",
              "timed out: FIRST_BYTE | no route");
    };
  }

  @ParameterizedTest
  @MethodSource("dev.ferry.sim.scenario.Disturbance#byEveryOldRoute")
  void endsForAReasonThatFits(Disturbance disturbance, Route route, TestReporter reporter) {
    Set<String> allowed = new TreeSet<>(endings(disturbance));
    allowed.add(COMPLETED);
    var report =
        CancelEverywhere.drawing(DRAWN, 1)
            .run((world, cut) ->
                OldPlace.in(
                    world,
                    scene -> assertThat(disturbance.ending(scene, route, cut)).isIn(allowed)));
    reporter.publishEntry(disturbance + ", " + route, report.toString());
  }
}
