package dev.ferry.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.Assurance.Proof;
import dev.ferry.openpgp.Town.Resident;
import dev.ferry.port.Pins.Pin;
import dev.ferry.port.Pins.Trust;
import dev.ferry.security.Envelope.Opened;
import dev.ferry.security.Envelope.Sealed;
import dev.ferry.security.Envelope.Secret;
import dev.ferry.security.NotSecured;
import dev.ferry.sim.key.SimPins;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpenPgpEnvelopeTest {
  private static final Secret SECRET = new Secret(bytes(32), bytes(12));
  private static final String OX = "urn:xmpp:openpgp:0";

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private static Sealed seal(Town town, Resident from, Resident to) throws Exception {
    return from.envelope().seal(to.jid(), SECRET, "s1", town.soon());
  }

  private static Opened open(Town town, Resident by, Resident from, Xml element) throws Exception {
    return by.envelope().open(from.jid(), element, "s1", town.soon());
  }

  private static void isRefused(Town town, Resident by, Resident from, Xml element, String why) {
    assertThatThrownBy(() -> open(town, by, from, element))
        .isInstanceOf(NotSecured.class)
        .hasMessageContaining(why);
  }

  @Test
  void handsASecretOverToWhoItIsFor() {
    Town.with(town -> {
      Resident alice = town.settle("alice");
      Resident bob = town.settle("bob");
      assertThat(alice.envelope().reaches(bob.jid(), town.soon())).isTrue();
      assertThat(alice.envelope().best(bob.jid())).isEqualTo(Proof.SERVER);

      Sealed sealed = seal(town, alice, bob);
      assertThat(sealed.proof()).isEqualTo(Proof.FIRST_USE);
      assertThat(sealed.element().is("openpgp", OX)).isTrue();
      assertThat(bob.envelope().foreseen(alice.jid(), sealed.element())).isEqualTo(Proof.FIRST_USE);

      Opened opened = open(town, bob, alice, sealed.element());
      assertThat(opened.secret().key()).isEqualTo(SECRET.key());
      assertThat(opened.secret().iv()).isEqualTo(SECRET.iv());
      assertThat(opened.proof()).isEqualTo(Proof.FIRST_USE);
      assertThat(seal(town, alice, bob).proof()).isEqualTo(Proof.PINNED);
      assertThat(alice.envelope().best(bob.jid())).isEqualTo(Proof.PINNED);
      assertThat(bob.pins().of(alice.jid()))
          .containsExactly(new Pin(alice.jid(), Keys.print("alice"), Trust.FIRST_USE, false));
    });
  }

  @Test
  void publishesItsKeyAsTheSpecificationSays() {
    Town.with(town -> {
      Resident alice = town.settle("alice");
      String print = Keys.print("alice");
      Map<String, Xml> list = town.nodes().items(alice.jid(), OX + ":public-keys");
      assertThat(list.values())
          .singleElement()
          .satisfies(l -> {
            assertThat(l.is("public-keys-list", OX)).isTrue();
            assertThat(l.children().getFirst().attribute("v4-fingerprint")).contains(print);
            assertThat(l.children().getFirst().attribute("date")).isPresent();
          });
      Xml key =
          town.nodes().items(alice.jid(), OX + ":public-keys:" + print).values().iterator().next();
      assertThat(key.is("pubkey", OX)).isTrue();
      assertThat(key.childText("data")).isPresent();
    });
  }

  @Test
  void keepsTheOtherKeysOfItsAccountInTheList() {
    Town.with(town -> {
      Xml other =
          Xml.of("public-keys-list", OX)
              .with(
                  Xml.of("pubkey-metadata", OX)
                      .with("v4-fingerprint", "00".repeat(20))
                      .with("date", "2020-01-01T00:00:00Z"));
      town.nodes().tamper(Jid.of("alice@example.org"), OX + ":public-keys", "current", other);
      Resident alice = town.settle("alice");
      Xml list = town.nodes().items(alice.jid(), OX + ":public-keys").values().iterator().next();
      assertThat(list.children())
          .extracting(e -> e.attribute("v4-fingerprint").orElse(""))
          .containsExactly("00".repeat(20), Keys.print("alice"));
      assertThat(town.settle("bob").envelope().reaches(alice.jid(), town.soon())).isTrue();
    });
  }

  @Test
  void reachesNobodyWithoutAKeyOfTheirOwn() {
    Town.with(town -> {
      Resident alice = town.settle("alice");
      Jid nobody = Jid.of("nobody@example.org");
      assertThat(alice.envelope().reaches(nobody, town.soon())).isFalse();
      assertThatThrownBy(() -> alice.envelope().seal(nobody, SECRET, "s1", town.soon()))
          .isInstanceOf(NotSecured.class)
          .hasMessageContaining("publishes no OpenPGP key");
      // A key that says that it is somebody else's.
      Resident mallory = town.settle("mallory", Keys.of("bob"), new SimPins(town.tasks()));
      assertThat(alice.envelope().reaches(mallory.jid(), town.soon())).isFalse();
    });
  }

  @Test
  void refusesANewKeyUntilSomebodySaysThatItIsRight() {
    Town.with(town -> {
      Resident alice = town.settle("alice");
      Resident bob = town.settle("bob");
      seal(town, alice, bob);
      publishInstead(town, bob, "bob's other");

      assertThatThrownBy(() -> seal(town, alice, bob))
          .isInstanceOf(NotSecured.class)
          .hasMessageContaining("ferry contact verify bob@example.org")
          .hasMessageContaining(Keys.print("bob's other"));
      assertThat(alice.envelope().reaches(bob.jid(), town.soon()))
          .as("no other method takes its place")
          .isTrue();

      Pin met = alice.pins().of(bob.jid()).getLast();
      assertThat(met.trust()).isEqualTo(Trust.REFUSED);
      alice.pins().remember(met.trusted(Trust.VERIFIED));
      assertThat(seal(town, alice, bob).proof()).isEqualTo(Proof.VERIFIED);
      assertThat(alice.envelope().best(bob.jid())).isEqualTo(Proof.VERIFIED);
    });
  }

  /** The server says that an account has another key. */
  private static void publishInstead(Town town, Resident whose, String name) {
    String print = Keys.print(name);
    Xml list =
        Xml.of("public-keys-list", OX)
            .with(Xml.of("pubkey-metadata", OX).with("v4-fingerprint", print));
    town.nodes().tamper(whose.jid(), OX + ":public-keys", "current", list);
    String data = Certificate.of(Keys.of(name).certificate()).base64();
    town.nodes()
        .tamper(
            whose.jid(),
            OX + ":public-keys:" + print,
            "1",
            Xml.of("pubkey", OX).with(Xml.of("data", OX).withText(data)));
  }

  @Test
  void opensNothingThatAKeyUnknownToItHasSigned() {
    Town.with(town -> {
      Resident alice = town.settle("alice");
      Resident bob = town.settle("bob");
      open(town, bob, alice, seal(town, alice, bob).element());
      Resident mallory = town.settle("mallory");
      Sealed hers = seal(town, mallory, bob);
      isRefused(town, bob, alice, hers.element(), "is not signed by a key that alice@");
      publishInstead(town, alice, "alice's other");
      isRefused(town, bob, alice, hers.element(), "not signed by a key");
    });
  }

  @Test
  void opensNothingForSomebodyElse() {
    Town.with(town -> {
      Resident alice = town.settle("alice");
      Resident bob = town.settle("bob");
      Resident carol = town.settle("carol");
      Sealed bobs = seal(town, alice, bob);
      isRefused(town, carol, alice, bobs.element(), "cannot be opened here");
      // Who got a message hands it on to another reader, as if the first had written to them.
      String forwarded = new SignCrypt(bob.jid().bare(), Town.NOON, "s1", SECRET).write("padding");
      byte[] sealed =
          Message.seal(
              forwarded, Keys.of("alice"), List.of(Certificate.of(Keys.of("carol").certificate())));
      isRefused(town, carol, alice, element(sealed), "or one for somebody else");
    });
  }

  private static Xml element(byte[] sealed) {
    return Xml.of("openpgp", OX).withText(Base64.getEncoder().encodeToString(sealed));
  }

  @Test
  void opensNothingTwiceAndNothingOfAnotherSessionOrDay() {
    Town.with(town -> {
      Resident alice = town.settle("alice");
      Resident bob = town.settle("bob");
      Sealed sealed = seal(town, alice, bob);
      assertThatThrownBy(
              () -> bob.envelope().open(alice.jid(), sealed.element(), "s2", town.soon()))
          .hasMessageContaining("belongs to another session");

      Sealed second = alice.envelope().seal(bob.jid(), SECRET, "s3", town.soon());
      bob.envelope().open(alice.jid(), second.element(), "s3", town.soon());
      assertThatThrownBy(
              () -> bob.envelope().open(alice.jid(), second.element(), "s3", town.soon()))
          .hasMessageContaining("send it again");

      Sealed third = alice.envelope().seal(bob.jid(), SECRET, "s4", town.soon());
      town.itIs(Town.NOON.plus(Duration.ofDays(2)));
      assertThatThrownBy(() -> bob.envelope().open(alice.jid(), third.element(), "s4", town.soon()))
          .hasMessageContaining("is the time right on both devices");
    });
  }

  @Test
  void refusesWhatIsDamagedOrMakesNoSense() {
    Town.with(town -> {
      Resident alice = town.settle("alice");
      Resident bob = town.settle("bob");
      byte[] sealed = Base64.getDecoder().decode(seal(town, alice, bob).element().text());
      Random random = new Random(1);
      for (int i = 0; i < 60; i++) {
        byte[] changed = sealed.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        byte[] cut = java.util.Arrays.copyOf(sealed, random.nextInt(sealed.length));
        assertThatThrownBy(() -> open(town, bob, alice, element(cut)))
            .as("cut %s", i)
            .isInstanceOf(NotSecured.class);
        try {
          // The part for the sender's own key does not matter to others.
          assertThat(open(town, bob, alice, element(changed)).secret().key())
              .isEqualTo(SECRET.key());
        } catch (NotSecured refused) {
          assertThat(refused).hasMessageContaining("OpenPGP message");
        }
      }
      for (Xml odd :
          List.of(
              Xml.of("openpgp", OX),
              Xml.of("openpgp", OX).withText("%"),
              Xml.of("openpgp", OX).withText("A".repeat(1 << 20)),
              Xml.of("pubkey", OX))) {
        assertThatThrownBy(() -> open(town, bob, alice, odd)).isInstanceOf(NotSecured.class);
      }
      Sealed next = alice.envelope().seal(bob.jid(), SECRET, "s2", town.soon());
      assertThat(bob.envelope().open(alice.jid(), next.element(), "s2", town.soon()).secret().key())
          .as("nothing of that has hurt the next one")
          .isEqualTo(SECRET.key());
    });
  }

  @Test
  void refusesAMessageThatUnpacksToMoreThanAnyKey() {
    Town.with(town -> {
      Resident alice = town.settle("alice");
      Resident bob = town.settle("bob");
      byte[] bomb =
          Message.seal(
              " ".repeat(100_000),
              Keys.of("alice"),
              List.of(Certificate.of(Keys.of("bob").certificate())));
      if (bomb.length < 48 << 10) {
        isRefused(town, bob, alice, element(bomb), "longer than any");
      } else {
        isRefused(town, bob, alice, element(bomb), "no OpenPGP message");
      }
    });
  }

  @Test
  void looksAtAFewKeysOfAnAccountHoweverManyItLists() {
    Town.with(town -> {
      Resident alice = town.settle("alice");
      Resident bob = town.settle("bob");
      Random random = new Random(7);
      List<Xml> entries =
          java.util.stream.Stream.generate(() -> "%08X".formatted(random.nextInt()).repeat(5))
              .limit(10_000)
              .map(p -> Xml.of("pubkey-metadata", OX).with("v4-fingerprint", p))
              .toList();
      Xml list = Xml.of("public-keys-list", OX).with(entries);
      town.nodes().tamper(bob.jid(), OX + ":public-keys", "current", list);
      int before = town.server().passages().size();
      assertThat(alice.envelope().reaches(bob.jid(), town.soon())).isFalse();
      assertThat(town.server().passages().size() - before)
          .isLessThanOrEqualTo(2 * (PublishedKeys.MOST_KEYS + 1));
    });
  }
}
