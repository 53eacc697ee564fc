package dev.ferry.dht.node;

import static dev.ferry.dht.node.Some.MINUTE;
import static dev.ferry.dht.node.Some.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.node.RoutingTable.Place;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.wire.Contact;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whom a node remembers, and whom it names to others. */
class RoutingTableTest {
  private final RandomGenerator random = new Random(1);
  private final InfoHash self = Ids.random(random);
  private final RoutingTable table = new RoutingTable(self, 0);

  private List<Contact> fill(int bits, int count, long now) {
    List<Contact> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Contact node = Some.sharing(self, bits, random);
      nodes.add(node);
      table.heard(node, true, now);
    }
    return nodes;
  }

  @Test
  void remembersWhoAnswers() {
    Contact node = Some.node(random);
    assertThat(table.heard(node, true, 0)).isEqualTo(Place.NEW);
    assertThat(table.heard(node, true, 0)).isEqualTo(Place.KNOWN);
    assertThat(table.closest(node.id(), 8, 0)).containsExactly(node);
  }

  @Test
  void namesOnlyThoseWhoHaveAnsweredUs() {
    Contact asked = Some.node(random);
    table.heard(asked, false, 0);
    assertThat(table.closest(asked.id(), 8, 0)).isEmpty();
    assertThat(table.closestKnown(asked.id(), 8)).containsExactly(asked);
    table.heard(asked, true, 0);
    assertThat(table.closest(asked.id(), 8, 0)).containsExactly(asked);
  }

  @Test
  void doubtsWhoWasNotHeardForTenMinutes() {
    Contact node = Some.node(random);
    table.heard(node, true, 0);
    assertThat(table.closest(self, 8, 10 * MINUTE - 1)).hasSize(1);
    assertThat(table.closest(self, 8, 10 * MINUTE)).isEmpty();
    table.heard(node, false, 10 * MINUTE);
    assertThat(table.closest(self, 8, 15 * MINUTE)).hasSize(1);
  }

  @Test
  void whoNeverAnswersAgainIsNotNamedForEver() {
    Contact node = Some.node(random);
    table.heard(node, true, 0);
    for (int minute = 0; minute <= 120; minute += 5) {
      table.heard(node, false, minute * MINUTE);
    }
    assertThat(table.closest(self, 8, 120 * MINUTE)).isEmpty();
  }

  @Test
  void splitsItsOwnBucketOnly() {
    fill(0, 20, 0);
    assertThat(table.size()).isEqualTo(8);
    fill(3, 20, 0);
    fill(9, 20, 0);
    assertThat(table.size()).isEqualTo(24);
    assertThat(table.depth()).isGreaterThan(9);
  }

  @Test
  void doesNotSplitWhileSomebodyIsDoubted() {
    fill(5, 8, 0);
    int depth = table.depth();
    Contact late = Some.sharing(self, 5, random);
    table.heard(late, true, 11 * MINUTE);
    assertThat(table.depth()).isEqualTo(Math.max(depth, 2));
  }

  @Test
  void whoFailedMakesRoom() {
    List<Contact> nodes = fill(0, 8, 0);
    fill(5, 8, 0);
    Contact late = Some.sharing(self, 0, random);
    assertThat(table.heard(late, true, 0)).isEqualTo(Place.NONE);
    assertThat(table.hasRoomFor(late.id())).isFalse();
    assertThat(table.failed(nodes.get(3)).map(Peer::contact)).contains(late);
    assertThat(table.hasRoomFor(late.id())).isTrue();
    assertThat(table.heard(late, true, 0)).isEqualTo(Place.NEW);
    assertThat(table.find(nodes.get(3))).isEmpty();
  }

  @Test
  void asksTheDoubtedWhenTheBucketIsFull() {
    fill(0, 8, 0);
    fill(5, 8, 0);
    Contact late = Some.sharing(self, 0, random);
    assertThat(table.doubted(late.id(), MINUTE)).isEmpty();
    Peer doubted = table.doubted(late.id(), 10 * MINUTE).orElseThrow();
    doubted.pinged(10 * MINUTE);
    Peer next = table.doubted(late.id(), 10 * MINUTE + SECOND).orElseThrow();
    assertThat(next).isNotSameAs(doubted);
  }

  @Test
  void anIdDoesNotMoveWhileItAnswersWhereItWas() {
    Contact node = Some.node(random);
    Contact thief = Some.at(node.id(), random);
    table.heard(node, true, 0);
    assertThat(table.heard(thief, true, MINUTE)).isEqualTo(Place.NONE);
    assertThat(table.closest(node.id(), 1, MINUTE)).containsExactly(node);
    assertThat(table.heard(thief, false, 11 * MINUTE)).isEqualTo(Place.NONE);
    assertThat(table.heard(thief, true, 11 * MINUTE)).isEqualTo(Place.NEW);
    assertThat(table.closest(node.id(), 1, 11 * MINUTE)).containsExactly(thief);
  }

  @Test
  void oneHostCannotFillABucket() {
    for (int i = 0; i < 8; i++) {
      Contact crowd =
          new Contact(Ids.sharing(self, 0, true, random), Some.at("198.51.100.9", 1000 + i));
      table.heard(crowd, true, 0);
    }
    assertThat(table.size()).isEqualTo(RoutingTable.MOST_AT_ONE_ADDRESS);
  }

  @Test
  void neverHoldsItself() {
    table.heard(new Contact(self, Some.at("10.0.0.1", 1)), true, 0);
    assertThat(table.size()).isZero();
  }

  @Test
  void findsTheClosestWhereverTheyAre() {
    List<Contact> all = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Contact node = Some.node(random);
      if (table.heard(node, true, 0) == Place.NEW) {
        all.add(node);
      }
    }
    List<Contact> present = all.stream().filter(c -> table.find(c).isPresent()).toList();
    for (int i = 0; i < 200; i++) {
      InfoHash target = i % 2 == 0 ? Ids.random(random) : Ids.sharing(self, i % 12, true, random);
      List<Contact> expected =
          present.stream()
              .sorted((a, b) -> target.compareDistances(a.id(), b.id()))
              .limit(8)
              .toList();
      assertThat(table.closest(target, 8, 0)).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void asksForNewsWhereNobodyAnsweredForLong() {
    fill(0, 8, 0);
    fill(4, 8, 0);
    assertThat(table.stale(MINUTE, 10 * MINUTE, random)).hasSizeLessThan(table.depth());
    List<InfoHash> stale = table.stale(11 * MINUTE, 10 * MINUTE, random);
    assertThat(stale).hasSize(table.depth());
    for (int i = 0; i < stale.size() - 1; i++) {
      assertThat(self.commonBits(stale.get(i))).isEqualTo(i);
    }
    assertThat(self.commonBits(stale.getLast())).isGreaterThanOrEqualTo(stale.size() - 1);
  }

  @Test
  void aFloodOfNodesTakesBoundedRoom() {
    for (int i = 0; i < 100_000; i++) {
      table.heard(Some.node(random), i % 3 == 0, i * 1000L);
    }
    assertThat(table.size()).isLessThan(8 * 24);
  }
}
