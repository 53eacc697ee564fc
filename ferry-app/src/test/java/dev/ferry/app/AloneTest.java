package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.app.account.ContactNames;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Recorded;
import dev.ferry.app.run.PlayedFerry;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Standing.Event;
import dev.ferry.io.key.RecordFolder;
import dev.ferry.io.tasks.SystemRandomness;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Verbs of an account without a server, with a device that is played. */
@Timeout(120)
class AloneTest {
  private static final String SELF = "cdce8c96d8471c6911cb788ccfe00e3f207118be";
  private static final String BOB = "00112233445566778899aabbccddeeff00112233";
  private static final AccountId BOBS = AccountId.parse(BOB).orElseThrow();

  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));
  private final PlayedFerry device = new PlayedFerry();

  @BeforeEach
  void moveIn() throws Exception {
    shell =
        new Shell(folder).with("FERRY_BOOTSTRAP", "127.0.0.1:9").alone((login, really) -> device);
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("jami.gz"))) {
      Files.copy(in, folder.resolve("jami.gz"));
    }
    assertThat(shell.run("account", "import", "jami.gz")).as(shell.err()).isZero();
    Files.writeString(folder.resolve("a.txt"), "some text");
  }

  private IdentityStore store() {
    return new IdentityStore(records(), new SystemRandomness());
  }

  private RecordFolder records() {
    return new RecordFolder(shell.home().folder().resolve("identity"));
  }

  private void bobIs(Event... events) throws IOException {
    for (Event event : events) {
      var unused = store().on(BOBS, event);
    }
  }

  private void bobIsAContact() throws IOException {
    bobIs(new Event.UserAdded(), new Event.PeerConfirmed(""));
  }

  @Test
  void sendsToAContactByItsDigits() throws Exception {
    bobIsAContact();
    device.sending(List.of(Recorded.sent()));

    assertThat(shell.run("send", "a.txt", "jami:" + BOB)).as(shell.err()).isZero();

    assertThat(shell.signIns()).containsExactly(SELF + " by [127.0.0.1:9]");
    assertThat(device.log()).anyMatch(line -> line.contains(BOB));
  }

  @Test
  void sendsToAContactByItsName() throws Exception {
    bobIsAContact();
    new ContactNames(records()).call(BOBS, "Bob");
    device.sending(List.of(Recorded.sent()));

    assertThat(shell.run("send", "a.txt", "bob")).as(shell.err()).isZero();

    assertThat(device.log()).anyMatch(line -> line.contains(BOB));
  }

  @Test
  void asksForTheDigitsWhereTwoHaveTheName() throws Exception {
    bobIsAContact();
    new ContactNames(records()).call(BOBS, "Bob");
    new ContactNames(records()).call(AccountId.parse(SELF).orElseThrow(), "BOB");

    assertThat(shell.run("send", "a.txt", "bob")).isEqualTo(ExitStatus.USAGE);

    assertThat(shell.err()).contains("2 contacts are called 'bob'", "40 digits");
    assertThat(shell.signIns()).isEmpty();
  }

  @Test
  void saysHowToAskAStranger() {
    assertThat(shell.run("send", "a.txt", BOB)).isEqualTo(ExitStatus.USAGE);

    assertThat(shell.err())
        .contains(BOB + " is no contact of yours")
        .contains("ferry contact add " + BOB);
    assertThat(shell.signIns()).isEmpty();
  }

  @Test
  void saysThatTheYesIsOnesOwn() throws Exception {
    bobIs(new Event.PeerAsked("Bob", ""));

    assertThat(shell.run("send", "a.txt", BOB)).isEqualTo(ExitStatus.USAGE);

    assertThat(shell.err()).contains("ferry contact accept " + BOB);
  }

  @Test
  void waitsForAYesAndSaysWhenThereIsNone() throws Exception {
    bobIs(new Event.UserAdded());

    assertThat(shell.run("send", "a.txt", BOB)).isEqualTo(ExitStatus.UNREACHABLE);

    assertThat(shell.err())
        .contains("has not said yes to being your contact yet")
        .contains("ferry contact accept " + SELF);
  }

  @Test
  void sendsOnceTheYesIsThere() throws Exception {
    bobIs(new Event.UserAdded());
    device.sending(List.of(Recorded.sent()));
    shell.alone((login, really) -> {
      try {
        bobIs(new Event.PeerConfirmed(""));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return device;
    });

    assertThat(shell.run("send", "a.txt", BOB)).as(shell.err()).isZero();
  }

  @Test
  void receivesAsTheAccountWithoutAServerUnlessAnotherIsNamed() {
    shell.with("FERRY_PASSWORD", "secret");
    assertThat(shell.run("account", "add", "alice@example.org")).isZero();
    device.losingTheServer();

    assertThat(shell.run("receive", "--accept", "all")).isEqualTo(ExitStatus.FAILED);
    assertThat(shell.signIns().getLast()).startsWith(SELF + " by");

    assertThat(shell.run("receive", "--accept", "all", "--account", SELF)).isEqualTo(1);
    assertThat(shell.signIns().getLast()).startsWith(SELF + " by");
    shell.online((account, interfaces) -> new PlayedFerry().losingTheServer());
    assertThat(shell.run("receive", "--accept", "all", "--account", "alice@example.org"))
        .isEqualTo(1);
    assertThat(shell.signIns().getLast()).startsWith("alice@example.org ");
  }

  @Test
  void doesNotSendToAnAddressWithoutAServer() {
    assertThat(shell.run("send", "a.txt", "bob@example.org", "--account", SELF))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(shell.err()).contains(SELF + " cannot reach bob@example.org");
    assertThat(shell.run("receive", "--account", BOB)).isEqualTo(ExitStatus.USAGE);
    assertThat(shell.err()).contains("the account " + BOB + " is not on this device");
  }
}
