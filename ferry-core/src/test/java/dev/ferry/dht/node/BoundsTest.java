package dev.ferry.dht.node;

import static dev.ferry.dht.node.Some.SECOND;
import static dev.ferry.dht.node.Some.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.FieldValue;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.wire.Contact;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The small machines that bound what strangers can do: tokens, rates, bans, listeners, timers. */
class BoundsTest {
  private static final InfoHash KEY = InfoHash.ofText("key");

  private final RandomGenerator random = new Random(3);

  @Test
  void aTokenFitsWhereItWasGivenAndNowhereElse() {
    Tokens tokens = new Tokens(random);
    InetSocketAddress holder = at("192.0.2.1", 4222);
    Bytes token = tokens.of(holder);
    assertThat(token.size()).isEqualTo(32);
    assertThat(tokens.fits(token, holder)).isTrue();
    assertThat(tokens.fits(token, at("192.0.2.1", 4223))).isFalse();
    assertThat(tokens.fits(token, at("192.0.2.2", 4222))).isFalse();
    assertThat(tokens.fits(Bytes.EMPTY, holder)).isFalse();
    assertThat(tokens.fits(token.part(0, 31), holder)).isFalse();
  }

  @Test
  void aTokenOutlivesOneChangeOfTheSecret() {
    Tokens tokens = new Tokens(random);
    InetSocketAddress holder = at("fd00::1", 4222);
    Bytes token = tokens.of(holder);
    tokens.rotate(random);
    assertThat(tokens.fits(token, holder)).isTrue();
    assertThat(tokens.of(holder)).isNotEqualTo(token);
    tokens.rotate(random);
    assertThat(tokens.fits(token, holder)).isFalse();
  }

  @Test
  void whoAsksTooMuchDoesNotUseUpTheShareOfOthers() {
    RateLimit limit = new RateLimit(100, 10);
    InetAddress flood = InetAddress.ofLiteral("192.0.2.1");
    int passed = 0;
    for (int i = 0; i < 1000; i++) {
      passed += limit.admits(flood, SECOND + i) ? 1 : 0;
    }
    assertThat(passed).isEqualTo(10);
    assertThat(limit.admits(InetAddress.ofLiteral("192.0.2.2"), SECOND + 2000)).isTrue();
    assertThat(limit.admits(flood, 2 * SECOND)).isTrue();
  }

  @Test
  void allTogetherHaveALimitToo() {
    RateLimit limit = new RateLimit(100, 10);
    int passed = 0;
    for (int i = 0; i < 200; i++) {
      passed += limit.admits(InetAddress.ofLiteral("10.0.0." + i), 0) ? 1 : 0;
    }
    assertThat(passed).isEqualTo(100);
  }

  @Test
  void aBanEndsAndTheOldestMakesRoom() {
    Blacklist banned = new Blacklist(3, 10 * SECOND);
    banned.add(at("192.0.2.1", 1), 0);
    assertThat(banned.holds(at("192.0.2.1", 1), 9 * SECOND)).isTrue();
    assertThat(banned.holds(at("192.0.2.1", 2), 9 * SECOND)).isFalse();
    assertThat(banned.holds(at("192.0.2.1", 1), 10 * SECOND)).isFalse();
    for (int i = 0; i < 4; i++) {
      banned.add(at("192.0.2.2", 1 + i), 0);
    }
    assertThat(banned.size()).isEqualTo(3);
    assertThat(banned.holds(at("192.0.2.2", 1), 1)).isFalse();
  }

  @Test
  void aListenerHearsOfWhatItsQueryAdmits() {
    RemoteListeners listeners = new RemoteListeners();
    Contact peer = Some.node(random);
    listeners.add(KEY, peer, 1, 1, Query.where(new FieldValue.Id(5)), 0);
    assertThat(listeners.of(KEY, Some.value(5, 1))).hasSize(1);
    assertThat(listeners.of(KEY, Some.value(6, 1))).isEmpty();
    assertThat(listeners.of(InfoHash.ofText("other"), Some.value(5, 1))).isEmpty();
  }

  @Test
  void aListenerThatDoesNotRenewIsForgotten() {
    RemoteListeners listeners = new RemoteListeners();
    Contact peer = Some.node(random);
    assertThat(listeners.add(KEY, peer, 1, 1, Query.ALL, 0)).isEqualTo(RemoteListeners.Outcome.NEW);
    assertThat(listeners.add(KEY, peer, 1, 1, Query.ALL, SECOND))
        .isEqualTo(RemoteListeners.Outcome.RENEWED);
    listeners.expire(RemoteListeners.LIFE);
    assertThat(listeners.size()).isEqualTo(1);
    listeners.expire(RemoteListeners.LIFE + SECOND);
    assertThat(listeners.size()).isZero();
    assertThat(listeners.of(KEY)).isEmpty();
  }

  @Test
  void oneAddressCannotListenEverywhere() {
    RemoteListeners listeners = new RemoteListeners();
    for (int i = 0; i < 5000; i++) {
      Contact peer = new Contact(Ids.random(random), at("192.0.2.1", 1 + i));
      listeners.add(Ids.random(random), peer, i, 1, Query.ALL, 0);
    }
    assertThat(listeners.size()).isEqualTo(RemoteListeners.MOST_OF_ONE);
    Contact other = Some.node(random);
    listeners.add(KEY, other, 1, 1, Query.ALL, 0);
    listeners.remove(KEY, other, 1);
    listeners.remove(KEY, other, 1);
    assertThat(listeners.size()).isEqualTo(RemoteListeners.MOST_OF_ONE);
  }

  @Test
  void doesWhatIsDueInOrder() {
    Agenda agenda = new Agenda();
    List<String> done = new ArrayList<>();
    agenda.at(20, () -> done.add("second"));
    agenda.at(
        10,
        () -> {
          done.add("first");
          agenda.at(15, () -> done.add("between"));
        });
    Agenda.Entry cancelled = agenda.at(5, () -> done.add("never"));
    agenda.at(20, () -> done.add("third"));
    agenda.at(30, () -> done.add("late"));
    cancelled.cancel();
    assertThat(agenda.next()).isEqualTo(10);
    agenda.run(20);
    assertThat(done).containsExactly("first", "between", "second", "third");
    assertThat(agenda.next()).isEqualTo(30);
  }

  @Test
  void nobodyLivesAtSomeAddresses() {
    assertThat(
            List.of(
                at("0.0.0.0", 1),
                at("0.1.2.3", 1),
                at("224.0.0.1", 1),
                at("255.255.255.255", 1),
                at("10.0.0.1", 0),
                at("ff02::1", 1),
                at("fe80::1", 1),
                at("::", 1)))
        .allMatch(Tables::isMartian);
    assertThat(List.of(at("127.0.0.1", 1), at("8.8.8.8", 1), at("fd00::1", 1), at("::1", 1)))
        .noneMatch(Tables::isMartian);
  }
}
