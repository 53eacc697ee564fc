package dev.ferry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.identity.Standing.Asked;
import dev.ferry.identity.Standing.Asking;
import dev.ferry.identity.Standing.Blocked;
import dev.ferry.identity.Standing.Confirmed;
import dev.ferry.identity.Standing.Declined;
import dev.ferry.identity.Standing.Deed;
import dev.ferry.identity.Standing.Event;
import dev.ferry.identity.Standing.Stranger;
import dev.ferry.machine.Step;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How two accounts become contacts, and how not. */
class StandingTest {
  private static final Event ADD = new Event.UserAdded();
  private static final Event REMOVE = new Event.UserRemoved();
  private static final Event BLOCK = new Event.UserBlocked();
  private static final Event UNBLOCK = new Event.UserUnblocked();
  private static final Event ONLINE = new Event.CameOnline();
  private static final Event ASKS = new Event.PeerAsked("Bob", "c1");
  private static final Event ASKS_AGAIN = new Event.PeerAsked("Bobby", "c2");
  private static final Event YES = new Event.PeerConfirmed("c3");

  private static final Standing STRANGER = new Stranger();
  private static final Standing ASKED = new Asked();
  private static final Standing ASKING = new Asking("Bob", "c1");
  private static final Standing CONFIRMED = new Confirmed("c1");
  private static final Standing DECLINED = new Declined("c1");
  private static final Standing BLOCKED = new Blocked();

  private static final Deed REQUEST = new Deed.SendRequest();
  private static final Deed SHOW = new Deed.ShowRequest("Bob");
  private static final Deed NEWS = new Deed.ShowConfirmed();

  private static Deed yes(String conversation) {
    return new Deed.SendConfirmation(conversation);
  }

  private static Arguments row(Standing from, Event event, Standing to, Deed... deeds) {
    return Arguments.of(from, event, to, List.of(deeds));
  }

  static Stream<Arguments> table() {
    return Stream.of(
        row(STRANGER, ADD, ASKED, REQUEST),
        row(STRANGER, ASKS, ASKING, SHOW),
        row(STRANGER, YES, STRANGER),
        row(STRANGER, BLOCK, BLOCKED),
        row(STRANGER, REMOVE, STRANGER),
        row(STRANGER, ONLINE, STRANGER),
        row(ASKED, ADD, ASKED, REQUEST),
        row(ASKED, ONLINE, ASKED, REQUEST),
        row(ASKED, YES, new Confirmed("c3"), NEWS),
        row(ASKED, ASKS, CONFIRMED, yes("c1"), NEWS),
        row(ASKED, REMOVE, STRANGER),
        row(ASKED, BLOCK, BLOCKED),
        row(ASKING, ADD, CONFIRMED, yes("c1"), NEWS),
        row(ASKING, REMOVE, DECLINED),
        row(ASKING, BLOCK, BLOCKED),
        row(ASKING, ASKS, ASKING),
        row(ASKING, ASKS_AGAIN, new Asking("Bobby", "c2")),
        row(ASKING, YES, ASKING),
        row(ASKING, ONLINE, ASKING),
        row(CONFIRMED, ASKS_AGAIN, new Confirmed("c2"), yes("c2")),
        row(CONFIRMED, YES, CONFIRMED),
        row(CONFIRMED, ADD, CONFIRMED),
        row(CONFIRMED, ONLINE, CONFIRMED),
        row(CONFIRMED, REMOVE, STRANGER),
        row(CONFIRMED, BLOCK, BLOCKED),
        row(DECLINED, ASKS, DECLINED),
        row(DECLINED, ASKS_AGAIN, new Asking("Bobby", "c2"), new Deed.ShowRequest("Bobby")),
        row(DECLINED, YES, DECLINED),
        row(DECLINED, ADD, ASKED, REQUEST),
        row(DECLINED, BLOCK, BLOCKED),
        row(BLOCKED, ASKS, BLOCKED),
        row(BLOCKED, YES, BLOCKED),
        row(BLOCKED, ADD, BLOCKED),
        row(BLOCKED, ONLINE, BLOCKED),
        row(BLOCKED, UNBLOCK, STRANGER));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("table")
  void goesFromStandingToStanding(Standing from, Event event, Standing to, List<Deed> deeds) {
    assertThat(Standing.on(from, event)).isEqualTo(new Step<>(to, deeds));
  }

  /** Whatever strangers send, in whatever order, nothing goes out before the user decides. */
  @Test
  void strangersLearnNothing() {
    for (Standing from : List.of(STRANGER, ASKING, DECLINED, BLOCKED)) {
      for (Event event : List.of(ASKS, ASKS_AGAIN, YES, ONLINE)) {
        assertThat(Standing.on(from, event).effects())
            .noneMatch(d -> d instanceof Deed.SendConfirmation || d instanceof Deed.SendRequest);
      }
    }
  }
}
