package dev.ferry.dht.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.wire.Contact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a node keeps comes back; damage is nothing. */
class SavedStateTest {
  private final Random random = new Random(4);

  private SavedState state(int nodes) {
    List<Contact> contacts = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      contacts.add(Some.node(random));
    }
    contacts.add(new Contact(Ids.random(random), Some.at("fd00::5", 4222)));
    InfoHash key = InfoHash.ofText("k");
    return new SavedState(
        Ids.random(random), contacts, List.of(new SavedState.Kept(key, Some.value(3, 20))));
  }

  @Test
  void comesBackAsItWas() {
    SavedState state = state(5);
    assertThat(SavedState.parse(state.pack())).contains(state);
  }

  @Test
  void keepsOnlySomeNodes() {
    assertThat(SavedState.parse(state(1000).pack()).orElseThrow().nodes()).hasSize(256);
  }

  @Test
  void damageIsNothingOrAnotherState() {
    byte[] good = state(5).pack();
    assertThat(SavedState.parse(new byte[0])).isEmpty();
    for (int cut = 0; cut < good.length; cut++) {
      assertThat(SavedState.parse(java.util.Arrays.copyOf(good, cut))).isEmpty();
    }
    for (int i = 0; i < 2000; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      SavedState.parse(bad).ifPresent(s -> assertThat(s.nodes()).hasSizeLessThanOrEqualTo(6));
    }
  }

  @Test
  void readsBootstrapNodesAsPeopleWriteThem() {
    assertThat(Outlook.parse("host")).contains(new Outlook.HostPort("host", 4222));
    assertThat(Outlook.parse("host:1")).contains(new Outlook.HostPort("host", 1));
    assertThat(Outlook.parse("192.0.2.1:99")).contains(new Outlook.HostPort("192.0.2.1", 99));
    assertThat(Outlook.parse("fd00::1")).contains(new Outlook.HostPort("fd00::1", 4222));
    assertThat(Outlook.parse("[fd00::1]")).contains(new Outlook.HostPort("fd00::1", 4222));
    assertThat(Outlook.parse("[fd00::1]:7")).contains(new Outlook.HostPort("fd00::1", 7));
    for (String wrong : List.of("", ":1", "host:", "host:0", "host:65536", "host:x", "[fd00::1")) {
      assertThat(Outlook.parse(wrong)).isEqualTo(Optional.empty());
    }
  }
}
