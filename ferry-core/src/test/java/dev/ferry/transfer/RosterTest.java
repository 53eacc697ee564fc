package dev.ferry.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.Peer;
import dev.ferry.Side;
import dev.ferry.TransferState.Connecting;
import dev.ferry.TransferState.Ended;
import dev.ferry.stanza.Jid;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which devices are asked for a file. */
class RosterTest {
  private static final long SECOND = 1_000_000_000;

  private static Candidate device(int number) {
    Jid jid = Jid.parse("bob@example.org/" + number).orElseThrow();
    return new Candidate(new Peer.Xmpp(jid), false);
  }

  private static Ended ended(EndReason why) {
    return new Ended(why, Optional.empty(), Optional.empty());
  }

  @Test
  void ofTenThousandDevicesSixtyFourAreTriedAndFewAtATime() {
    Roster roster = new Roster(12);
    for (int i = 0; i < 10_000; i++) {
      roster.add(device(i));
    }
    assertThat(roster.parts()).hasSize(Roster.MOST_DEVICES);
    int tried = 0;
    List<Candidate> chosen = roster.choose(0);
    while (!chosen.isEmpty()) {
      assertThat(chosen).hasSizeLessThanOrEqualTo(12);
      tried += chosen.size();
      chosen.forEach(c -> c.shows(ended(new EndReason.Declined()), 0));
      chosen = roster.choose(0);
    }
    assertThat(tried).isEqualTo(Roster.MOST_DEVICES);
    assertThat(roster.hasHope()).isFalse();
  }

  @Test
  void nobodyIsEnteredTwice() {
    Roster roster = new Roster(12);
    roster.add(device(1));
    roster.add(device(1));
    assertThat(roster.parts()).hasSize(1);
  }

  @Test
  void whoIsLostRestsAndIsAskedAgainEachTimeLater() {
    Roster roster = new Roster(12);
    roster.add(device(1));
    Candidate one = roster.choose(0).getFirst();
    assertThat(roster.isIdle()).isFalse();
    one.shows(ended(new EndReason.ConnectionLost("gone")), 0);
    assertThat(roster.isIdle()).isTrue();
    assertThat(roster.choose(SECOND)).isEmpty();
    assertThat(roster.next(SECOND)).isEqualTo(2 * SECOND);
    assertThat(roster.choose(2 * SECOND)).containsExactly(one);
    one.shows(new Connecting(), 3 * SECOND);
    one.shows(ended(new EndReason.Unreachable("away")), 3 * SECOND);
    assertThat(roster.next(3 * SECOND)).isEqualTo(7 * SECOND);
  }

  @Test
  void whoHasNotGotItMayHaveItLaterButWhoLiesIsNotAskedAgain() {
    Roster roster = new Roster(12);
    roster.add(device(1));
    roster.add(device(2));
    List<Candidate> both = roster.choose(0);
    both.getFirst().shows(ended(new EndReason.StorageFailed(Side.THERE, "not here")), 0);
    both.getLast().shows(ended(new EndReason.Corrupted("another file")), 0);
    assertThat(roster.choose(2 * SECOND)).containsExactly(both.getFirst());
  }
}
