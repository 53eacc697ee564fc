package dev.ferry.dht.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.wire.Contact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whom a lookup asks, and when it has arrived. */
class LookupTest {
  private static final Bytes TOKEN = Bytes.ofText("token");

  private final RandomGenerator random = new Random(2);
  private final InfoHash self = Ids.random(random);
  private final InfoHash target = Ids.random(random);
  private final Lookup lookup = new Lookup(target, self);

  private List<Contact> nodes(int count) {
    List<Contact> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nodes.add(Some.node(random));
    }
    nodes.sort((a, b) -> target.compareDistances(a.id(), b.id()));
    return nodes;
  }

  private List<Contact> askAll() {
    List<Contact> asked = new ArrayList<>();
    for (Optional<Contact> n = lookup.next(); n.isPresent(); n = lookup.next()) {
      asked.add(n.get());
    }
    return asked;
  }

  @Test
  void withNobodyToAskItHasArrived() {
    assertThat(lookup.next()).isEmpty();
    assertThat(lookup.isDone()).isTrue();
    assertThat(lookup.found()).isEmpty();
  }

  @Test
  void asksTheNearestSomeAtATime() {
    List<Contact> nodes = nodes(20);
    lookup.start(nodes.reversed());
    assertThat(askAll()).containsExactlyElementsOf(nodes.subList(0, Lookup.PARALLEL));
    lookup.answered(nodes.getFirst(), TOKEN, List.of());
    assertThat(askAll()).containsExactly(nodes.get(Lookup.PARALLEL));
  }

  @Test
  void takesTheNodeThatWasStartedAtTheSamePlace() {
    Contact before = Some.node(random);
    Contact now = new Contact(Ids.random(random), before.at());
    lookup.start(List.of(before));
    assertThat(askAll()).containsExactly(before);

    lookup.replaced(before, now);
    lookup.answered(now, TOKEN, List.of());

    assertThat(lookup.isDone()).isTrue();
    assertThat(lookup.found()).extracting(Lookup.Found::contact).containsExactly(now);
    assertThat(askAll()).isEmpty();
  }

  @Test
  void goesWhereTheAnswersLead() {
    List<Contact> nodes = nodes(30);
    lookup.start(nodes.subList(25, 30));
    Set<Contact> asked = new HashSet<>();
    while (!lookup.isDone()) {
      for (Contact contact : askAll()) {
        asked.add(contact);
        int index = nodes.indexOf(contact);
        lookup.answered(contact, TOKEN, nodes.subList(Math.max(0, index - 8), index));
      }
    }
    assertThat(lookup.found().stream().map(Lookup.Found::contact))
        .containsExactlyElementsOf(nodes.subList(0, 8));
    assertThat(asked).hasSizeLessThanOrEqualTo(20);
    assertThat(lookup.found().getFirst().hops()).isBetween(2, 5);
    assertThat(lookup.found()).allMatch(f -> f.token().equals(TOKEN));
  }

  @Test
  void asksOthersBesideOneThatIsSlow() {
    List<Contact> nodes = nodes(12);
    lookup.start(nodes);
    List<Contact> first = askAll();
    first.forEach(lookup::slow);
    assertThat(askAll()).containsExactlyElementsOf(nodes.subList(4, 8));
    assertThat(lookup.isDone()).isFalse();
  }

  @Test
  void doesNotWaitForTheSlowOnceEnoughOthersAnswered() {
    List<Contact> nodes = nodes(12);
    lookup.start(nodes);
    askAll();
    lookup.slow(nodes.getFirst());
    for (int i = 1; i < 9; i++) {
      askAll();
      lookup.answered(nodes.get(i), TOKEN, List.of());
    }
    assertThat(lookup.isDone()).isTrue();
    assertThat(lookup.found()).hasSize(8);
    lookup.answered(nodes.getFirst(), TOKEN, List.of());
    assertThat(lookup.found().getFirst().contact()).isEqualTo(nodes.getFirst());
  }

  @Test
  void waitsForTheSlowWhenThereAreNoOthers() {
    List<Contact> nodes = nodes(2);
    lookup.start(nodes);
    askAll();
    lookup.answered(nodes.get(1), TOKEN, List.of());
    lookup.slow(nodes.getFirst());
    assertThat(lookup.isDone()).isFalse();
    lookup.failed(nodes.getFirst());
    assertThat(lookup.isDone()).isTrue();
  }

  @Test
  void takesTheNextInThePlaceOfOneThatFailed() {
    List<Contact> nodes = nodes(10);
    lookup.start(nodes);
    while (!lookup.isDone()) {
      for (Contact contact : askAll()) {
        if (contact.equals(nodes.get(2))) {
          lookup.failed(contact);
        } else {
          lookup.answered(contact, TOKEN, List.of());
        }
      }
    }
    assertThat(lookup.found().stream().map(Lookup.Found::contact))
        .containsExactlyElementsOf(
            nodes.stream().filter(n -> !n.equals(nodes.get(2))).limit(8).toList());
  }

  @Test
  void neverAsksItself() {
    lookup.start(List.of(new Contact(self, Some.at("10.0.0.1", 1))));
    assertThat(lookup.next()).isEmpty();
  }

  @Test
  void asksAnAddressOnceUnderHoweverManyIds() {
    Contact liar = Some.node(random);
    lookup.start(List.of(liar));
    askAll();
    List<Contact> victims = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      InfoHash near = Ids.sharing(target, 100 + i, true, random);
      victims.add(new Contact(near, Some.at("192.0.2.1", 80)));
    }
    lookup.answered(liar, TOKEN, victims);
    assertThat(askAll()).hasSize(1);
  }

  @Test
  void asksOneHostOnlyAFewTimes() {
    Contact liar = Some.node(random);
    lookup.start(List.of(liar));
    Set<Contact> asked = new HashSet<>(askAll());
    for (int round = 0; round < 50; round++) {
      List<Contact> victims = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        InfoHash near = Ids.sharing(target, 20 + round, true, random);
        victims.add(new Contact(near, Some.at("192.0.2.1", 1 + round * 8 + i)));
      }
      lookup.answered(liar, TOKEN, victims);
      List<Contact> more = askAll();
      asked.addAll(more);
      more.forEach(lookup::failed);
    }
    assertThat(asked).hasSizeLessThanOrEqualTo(1 + Lookup.MOST_AT_ONE_ADDRESS);
  }

  @Test
  void endsAlthoughEverNearerNodesAreNamed() {
    lookup.start(List.of(Some.node(random)));
    int bits = 1;
    int asked = 0;
    while (!lookup.isDone()) {
      for (Contact contact : askAll()) {
        asked++;
        bits = Math.min(bits + 1, 158);
        List<Contact> invented = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          invented.add(Some.sharing(target, bits, random));
        }
        lookup.answered(contact, TOKEN, invented);
      }
    }
    assertThat(asked).isLessThanOrEqualTo(Lookup.MOST_ASKED);
  }
}
