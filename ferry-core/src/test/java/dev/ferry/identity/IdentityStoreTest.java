package dev.ferry.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.identity.IdentityStore.Label;
import dev.ferry.identity.Making.Made;
import dev.ferry.identity.Standing.Confirmed;
import dev.ferry.identity.Standing.Deed;
import dev.ferry.identity.Standing.Event;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a home keeps of its account. */
class IdentityStoreTest {
  private static final AccountId BOB = People.BOBS_LAPTOP.account();

  private final Drawer drawer = new Drawer();
  private final IdentityStore store = new IdentityStore(drawer, People.CHANCE);

  private static Made made(String name) {
    Archive archive = Archive.create(Keys.AUTHORITY, Keys.ALICE, name, People.ISSUING);
    return new Made(archive, archive.device(Keys.LAPTOP, People.ISSUING));
  }

  @Test
  void isEmptyAtFirst() throws Exception {
    assertThat(store.label()).isEmpty();
    assertThat(store.open("")).isEmpty();
    assertThat(store.contacts()).isEqualTo(ContactBook.EMPTY);
  }

  @Test
  void keepsAnAccountAndItsDevice() throws Exception {
    Made alice = made("Alice");

    assertThat(store.create(alice, "")).isTrue();
    Made again = store.open("").orElseThrow();
    assertThat(again.device().chain()).isEqualTo(alice.device().chain());
    assertThat(again.device().announcement()).isEqualTo(alice.device().announcement());
    assertThat(again.device().keys().getPrivate()).isEqualTo(Keys.LAPTOP.getPrivate());
    assertThat(again.archive().text()).isEqualTo(alice.archive().text());
  }

  @Test
  void opensWithThePassphraseOnly() throws Exception {
    store.create(made("Alice"), "secret");

    assertThat(store.label())
        .contains(
            new Label(People.LAPTOP.account(), People.LAPTOP.device().longId(), "Alice", true));
    assertThat(store.open("Secret")).isEmpty();
    assertThat(store.open("")).isEmpty();
    assertThat(store.open("secret")).isPresent();
    assertThat(drawer.records.get("account")).doesNotContain("PRIVATE").doesNotContain("secret");
  }

  @Test
  void neverTakesThePlaceOfAnAccount() throws Exception {
    store.create(made("Alice"), "");

    assertThat(store.create(made("Other"), "")).isFalse();
    assertThat(store.label().orElseThrow().name()).isEqualTo("Alice");
  }

  @Test
  void bringsTheContactsOfAnArchive() throws Exception {
    Made alice = made("Alice");
    Archive with = alice.archive().withContacts(Map.of(BOB, new Contact(1, 0, true, false, "c")));

    store.create(new Made(with, alice.device()), "");

    assertThat(store.contacts().of(BOB)).isEqualTo(new Confirmed("c"));
  }

  @Test
  void remembersWhatHappened() throws Exception {
    assertThat(store.on(BOB, new Event.UserAdded())).containsExactly(new Deed.SendRequest());
    store.on(BOB, new Event.PeerConfirmed("c"));

    assertThat(new IdentityStore(drawer, People.CHANCE).contacts().isContact(BOB)).isTrue();
  }

  @Test
  void saysWhenARecordIsDamaged() throws Exception {
    store.create(made("Alice"), "");
    for (String damaged : new String[] {"", "{}", "{\"account\":\"x\"}"}) {
      drawer.records.put("account", damaged);
      assertThatThrownBy(store::label)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("damaged");
    }
    drawer.records.put("contacts", "[]");
    assertThatThrownBy(store::contacts).hasMessageContaining("damaged");
  }
}
