package dev.ferry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.Content.Signed;
import dev.ferry.dht.value.Owner;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.dht.value.Value;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which devices are an account's own, by its word. */
class AnnouncementTest {
  private static final Owner ALICE = Owner.of(Keys.ALICE);
  private static final Owner MALLORY = Owner.of(Keys.MALLORY);
  private static final PublicKeyInfo LAPTOP = People.LAPTOP.deviceKey();
  private static final AccountId ID = People.LAPTOP.account();

  @Test
  void saysWhichDevice() {
    assertThat(Announcement.read(Announcement.of(ALICE, LAPTOP), ID)).contains(LAPTOP);
  }

  @Test
  void hasTheBytesOfJami() {
    Value value = Announcement.of(ALICE, LAPTOP);
    Bytes data = value.content().body().orElseThrow().data();
    Bytes expected =
        new PackWriter()
            .map(2)
            .text("dev")
            .bytes(LAPTOP.id().toByteArray())
            .text("pk")
            .bytes(LAPTOP.der())
            .toBytes();

    assertThat(data).isEqualTo(expected);
    assertThat(value.type()).isZero();
  }

  @Test
  void refusesTheWordOfAnother() {
    assertThat(Announcement.read(Announcement.of(MALLORY, LAPTOP), ID)).isEmpty();
  }

  @Test
  void refusesAForgedSignature() {
    Signed true1 = (Signed) Announcement.of(ALICE, LAPTOP).content();
    Signed other = (Signed) Announcement.of(ALICE, People.PHONE.deviceKey()).content();
    Signed forged =
        new Signed(other.content(), 0, true1.owner(), Optional.empty(), true1.signature());

    assertThat(Announcement.read(new Value(1, forged, 0), ID)).isEmpty();
  }

  @Test
  void refusesAnIdThatIsNotTheKeys() {
    PackWriter data = new PackWriter().map(2).text("dev");
    People.PHONE.device().hash().writeTo(data);
    data.text("pk").bytes(LAPTOP.der());

    assertThat(Announcement.read(ALICE.sign(Body.of(data.toBytes()), 0), ID)).isEmpty();
    assertThat(Announcement.read(ALICE.sign(Body.of(Bytes.ofText("x")), 0), ID)).isEmpty();
  }
}
