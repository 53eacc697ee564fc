package dev.ferry.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Peer;
import dev.ferry.identity.AccountId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may prove to be of a group. */
class GroupTest {
  private static final Peer.Account ALICE = account("a1");
  private static final Peer.Account BOB = account("b2");
  private static final Peer.Account MALLORY = account("c3");
  private static final Group GROUP = Group.of("5e".repeat(32), List.of(ALICE, BOB));

  private static Peer.Account account(String byteOfId) {
    return Peer.Account.of(AccountId.parse(byteOfId.repeat(20)).orElseThrow());
  }

  @Test
  void aMemberProvesItToTheOneThatItAsks() {
    Group.Claim claim = GROUP.claim(ALICE, BOB);
    assertThat(GROUP.proves(claim, ALICE, BOB)).isTrue();
    assertThat(GROUP.proves(claim, ALICE, MALLORY)).as("to another").isFalse();
    assertThat(GROUP.proves(claim, BOB, BOB)).as("by another").isFalse();
  }

  @Test
  void whoWasNotOfferedItIsNoMemberEvenWithTheSecret() {
    assertThat(GROUP.proves(GROUP.claim(MALLORY, BOB), MALLORY, BOB)).isFalse();
    Group forged = Group.of("00".repeat(32), List.of(ALICE, MALLORY));
    assertThat(GROUP.proves(forged.claim(ALICE, BOB), ALICE, BOB)).isFalse();
  }

  @Test
  void tagsAndNameTellNothingWithoutTheSecret() {
    assertThat(GROUP.members()).hasSize(2).noneMatch(tag -> tag.contains("a1a1"));
    assertThat(GROUP.toString()).doesNotContain(GROUP.secret());
    assertThat(Group.of("5f".repeat(32), List.of(ALICE, BOB)).members())
        .doesNotContainAnyElementsOf(GROUP.members());
  }
}
