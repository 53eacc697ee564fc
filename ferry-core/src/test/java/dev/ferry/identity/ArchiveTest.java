package dev.ferry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.identity.ChainCheck.Verdict;
import dev.ferry.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts as they are exported and imported. */
class ArchiveTest {
  private static final Archive ALICE =
      Archive.create(Keys.AUTHORITY, Keys.ALICE, "Alice Ångström", People.ISSUING);

  private static Bytes resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(ArchiveTest.class.getResourceAsStream(name))) {
      return Bytes.of(in.readAllBytes());
    }
  }

  private static Archive opened(Bytes box, String password) {
    return switch (Box.open(box, password)) {
      case Box.Opened.Text(String text) -> Archive.read(text).orElseThrow();
      case Box.Opened.Locked locked -> throw new AssertionError("locked");
      case Box.Opened.Damaged damaged -> throw new AssertionError("damaged");
    };
  }

  @Test
  void comesBackFromAFileWithoutAPassword() {
    Archive again = opened(Box.lock(ALICE.text(), "", People.CHANCE), "");

    assertThat(again.text()).isEqualTo(ALICE.text());
    assertThat(again.name()).isEqualTo("Alice Ångström");
    assertThat(again.account()).isEqualTo(ALICE.account());
  }

  @Test
  void comesBackWithThePasswordOnly() {
    Bytes box = Box.lock(ALICE.text(), "päss", People.CHANCE);

    assertThat(opened(box, "päss").text()).isEqualTo(ALICE.text());
    assertThat(Box.open(box, "pass")).isEqualTo(new Box.Opened.Locked());
    assertThat(Box.open(box, "")).isEqualTo(new Box.Opened.Locked());
  }

  @Test
  void readsWhatARealJamiExported() throws Exception {
    Archive plain = opened(resource("jami-plain.gz"), "");
    Archive locked = opened(resource("jami-locked.gz"), "hunter two");

    assertThat(plain.account().toString()).isEqualTo("cdce8c96d8471c6911cb788ccfe00e3f207118be");
    assertThat(plain.name()).isEqualTo("alice");
    assertThat(locked.account().toString()).isEqualTo("ed6469efa1208d0aa1ea582aae93bb6cd4bfafc3");
    assertThat(Archive.read(plain.text()).orElseThrow().text()).isEqualTo(plain.text());
  }

  @Test
  void aDeviceMadeFromAnArchiveIsProvenAndAnnounced() throws Exception {
    Archive jami = opened(resource("jami-plain.gz"), "");
    Instant later = jami.chain().getFirst().getNotBefore().toInstant().plusSeconds(3600);
    OwnDevice device = jami.device(Keys.LAPTOP, new Issuing(later, People.CHANCE));

    assertThat(ChainCheck.at(later).check(device.chain().pem()))
        .isEqualTo(new Verdict.Proven(device.chain()));
    assertThat(device.account()).isEqualTo(jami.account());
    assertThat(Announcement.read(device.announcement(), jami.account()))
        .contains(device.chain().deviceKey());
  }

  @Test
  void keepsWhatIsNotUnderstoodHere() {
    String more = ALICE.text().replaceFirst("\\{", "{\"x\":[1,{\"y\":null}],");
    Archive read = Archive.read(more).orElseThrow();

    assertThat(read.named("B").text()).contains("\"x\":[1,{\"y\":null}]");
  }

  @Test
  void keepsContacts() {
    Contact bob = new Contact(1_700_000_000L, 0, true, false, "c0ffee");
    AccountId id = People.BOBS_LAPTOP.account();
    Archive with = ALICE.withContacts(Map.of(id, bob));

    assertThat(Archive.read(with.text()).orElseThrow().contacts()).isEqualTo(Map.of(id, bob));
  }

  @Test
  void revokedDevicesStayRevoked() {
    OwnDevice laptop = ALICE.device(Keys.LAPTOP, People.ISSUING);
    Archive after = ALICE.revoking(laptop.chain().certificates().getFirst(), People.NOW);
    Revocations list = Archive.read(after.text()).orElseThrow().revoked().orElseThrow();

    assertThat(new ChainCheck(People.NOW, List.of(list)).check(laptop.chain().pem()))
        .isEqualTo(new Verdict.Refused(Flaw.REVOKED));
    assertThat(ALICE.revoked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"ringAccountKey\":5}",
        "{\"ringAccountKey\":\"***\",\"ringAccountCert\":\"\"}",
        "{\"ringAccountKey\":\"AAAA\",\"ringAccountCert\":\"AAAA\"}"
      })
  void refusesWhatIsNoArchive(String text) {
    assertThat(Archive.read(text)).isEmpty();
  }

  @Test
  void refusesAKeyThatIsNotTheAccounts() {
    Archive mallory = Archive.create(Keys.AUTHORITY, Keys.MALLORY, "", People.ISSUING);
    String key = Json.parse(mallory.text()).orElseThrow().text("ringAccountKey").orElseThrow();
    Json.Obj mixed = Json.parse(ALICE.text()).orElseThrow().with("ringAccountKey", key);

    assertThat(Archive.read(mixed.write())).isEmpty();
  }

  @Test
  void deepNestingIsNoArchive() {
    assertThat(Archive.read("{\"a\":" + "[".repeat(100_000))).isEmpty();
  }

  @Test
  void aFileThatGrowsWithoutEndIsNoBox() {
    Bytes bomb = Box.lock(" ".repeat(17 << 20), "", People.CHANCE);

    assertThat(bomb.size()).isLessThan(1 << 20);
    assertThat(Box.open(bomb, "")).isEqualTo(new Box.Opened.Locked());
    assertThat(Box.open(Bytes.ofText("short"), "x")).isEqualTo(new Box.Opened.Damaged());
  }

  @Test
  void mutilatedBoxesAreRefused() {
    byte[] box = Box.lock(ALICE.text(), "", People.CHANCE).toByteArray();
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      byte[] wrong = box.clone();
      wrong[10 + random.nextInt(wrong.length - 10)] ^= (byte) (1 + random.nextInt(255));
      Box.Opened opened = Box.open(Bytes.of(wrong), "");
      assertThat(opened).isNotEqualTo(new Box.Opened.Text(ALICE.text()));
    }
  }

  @Test
  void textsOfSecretsShowNone() {
    assertThat(ALICE.toString()).isEqualTo("archive of " + ALICE.account());
    assertThat(ALICE.device(Keys.LAPTOP, People.ISSUING).toString()).doesNotContain("PRIVATE");
  }
}
