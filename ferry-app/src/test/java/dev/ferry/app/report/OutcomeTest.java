package dev.ferry.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Attempt;
import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.EndReason.Corrupted;
import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.NoRoute;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.EndReason.SecurityRefused;
import dev.ferry.EndReason.Stage;
import dev.ferry.EndReason.StorageFailed;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.EndReason.Unreachable;
import dev.ferry.Route;
import dev.ferry.Side;
import dev.ferry.Transfer.Direction;
import dev.ferry.Verified;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeTest {
  static Stream<Arguments> reasons() {
    return Stream.of(
        Arguments.of(new Declined(), 3, "declined", "there"),
        Arguments.of(new Cancelled(Side.HERE), 130, "cancelled", "here"),
        Arguments.of(new Cancelled(Side.THERE), 1, "cancelled", "there"),
        Arguments.of(new Cancelled(Side.BETWEEN), 1, "cancelled", "between"),
        Arguments.of(new NoRoute(List.of()), 4, "no-route", "between"),
        Arguments.of(new Unreachable("offline"), 4, "unreachable", "there"),
        Arguments.of(new SecurityRefused("no"), 5, "security-refused", "between"),
        Arguments.of(new Corrupted("hash"), 1, "corrupted", "between"),
        Arguments.of(new StorageFailed(Side.HERE, "full"), 1, "storage-failed", "here"),
        Arguments.of(new StorageFailed(Side.THERE, "full"), 1, "storage-failed", "there"),
        Arguments.of(new PeerFault("odd"), 1, "peer-fault", "there"),
        Arguments.of(new ConnectionLost("gone"), 1, "connection-lost", "between"),
        Arguments.of(new TimedOut(Stage.OFFER), 4, "timed-out", "there"),
        Arguments.of(new TimedOut(Stage.CONNECT), 4, "timed-out", "between"),
        Arguments.of(new TimedOut(Stage.STALL), 1, "timed-out", "between"),
        Arguments.of(new TimedOut(Stage.CONFIRMATION), 1, "timed-out", "there"));
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void saysWhatWhereAndWhatNext(EndReason reason, int status, String word, String side) {
    Outcome outcome = Outcome.of(reason, Direction.OUT, "bob@example.org");

    assertThat(outcome.status()).isEqualTo(status);
    assertThat(outcome.word()).isEqualTo(word);
    Trouble trouble = outcome.trouble().orElseThrow();
    assertThat(trouble.side().name().toLowerCase(Locale.ROOT)).isEqualTo(side);
    assertThat(trouble.what()).isNotBlank().doesNotEndWith(".");
    assertThat(trouble.next()).isNotBlank().doesNotEndWith(".");
  }

  @ParameterizedTest
  @EnumSource
  void isDoneHoweverFarItCouldBeVerified(Verified how) {
    Outcome outcome = Outcome.of(new Completed(how, "00"), Direction.IN, "bob@example.org");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.trouble()).isEmpty();
  }

  @Test
  void doesNotBlameTheOtherSideForANoOfOurs() {
    Outcome outcome = Outcome.of(new Declined(), Direction.IN, "bob@example.org");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.trouble().orElseThrow().side()).isEqualTo(Side.HERE);
  }

  @Test
  void listsEveryAttempt() {
    NoRoute reason =
        new NoRoute(
            List.of(
                new Attempt(Route.DIRECT, "direct to 192.0.2.7:5281", "refused"),
                new Attempt(Route.PROXY, "proxy.example.org", "no answer")));

    assertThat(Outcome.of(reason, Direction.OUT, "b@c").trouble().orElseThrow().sentence())
        .isEqualTo(
            "no way for the bytes was found (direct to 192.0.2.7:5281: refused;"
                + " proxy.example.org: no answer) (between the two sides). Next: allow more routes"
                + " (--via direct,proxy,in-band), or ask for a proxy on the server.");
  }
}
