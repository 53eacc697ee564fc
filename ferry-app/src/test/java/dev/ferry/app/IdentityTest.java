package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Standing.Event;
import dev.ferry.io.dht.DhtConfig;
import dev.ferry.io.dht.Dhts;
import dev.ferry.io.key.RecordFolder;
import dev.ferry.io.socket.Interfaces;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Accounts without a server, as the command line makes and moves them. */
@Timeout(300)
class IdentityTest {
  private static final String JAMIS = "cdce8c96d8471c6911cb788ccfe00e3f207118be";

  @TempDir Path folder;

  private Shell shell(String name) throws IOException {
    return new Shell(Files.createDirectories(folder.resolve(name)));
  }

  private Path export() throws IOException {
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("jami.gz"))) {
      Path file = folder.resolve("jami.gz");
      Files.copy(in, file);
      return file;
    }
  }

  @Test
  void importsWhatJamiExportedAndExportsItAgainLocked() throws Exception {
    Shell first = shell("first");
    assertThat(first.run("account", "import", export().toString())).as(first.err()).isZero();
    assertThat(first.out()).contains(JAMIS);
    assertThat(first.run("id")).isZero();
    assertThat(first.out()).contains("Account without a server: " + JAMIS);
    Path record = first.home().folder().resolve("identity/account");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(record)))
        .isEqualTo("rw-------");

    first.with("FERRY_PASSWORD", "open sesame");
    Path locked = folder.resolve("locked.gz");
    assertThat(first.run("account", "export", locked.toString())).as(first.err()).isZero();
    Shell second = shell("second").with("FERRY_PASSWORD", "close sesame");
    assertThat(second.run("account", "import", locked.toString())).isEqualTo(ExitStatus.FAILED);
    assertThat(second.err()).contains("does not open with that password");
    second.with("FERRY_PASSWORD", "open sesame").with("FERRY_PASSPHRASE", "mine");
    assertThat(second.run("account", "import", locked.toString())).as(second.err()).isZero();

    second.with("FERRY_PASSPHRASE", "not mine");
    assertThat(second.run("account", "export", folder.resolve("x").toString()))
        .isEqualTo(ExitStatus.FAILED);
    assertThat(second.err()).contains("not the passphrase");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void keepsTheAccountThatIsThere() throws Exception {
    Shell shell = shell("first");
    Path export = export();
    shell.run("account", "import", export.toString());

    assertThat(shell.run("account", "import", export.toString())).isEqualTo(ExitStatus.FAILED);
    assertThat(shell.err()).contains("has the account " + JAMIS + " already");
    assertThat(shell.run("account", "new")).isEqualTo(ExitStatus.FAILED);
    assertThat(shell.run("account", "link", "AB12CD34")).isEqualTo(ExitStatus.FAILED);
  }

  @Test
  void saysWhatToDoWithoutAnAccountOrAFile() throws Exception {
    Shell shell = shell("first");

    assertThat(shell.run("account", "export", "a.gz", "--no-password"))
        .isEqualTo(ExitStatus.FAILED);
    assertThat(shell.err()).contains("ferry account new");
    assertThat(shell.run("account", "import", "nowhere.gz")).isEqualTo(ExitStatus.FAILED);
    Files.writeString(folder.resolve("noise"), "no account at all, but long enough to be one");
    assertThat(shell.run("account", "import", folder.resolve("noise").toString()))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(shell.err()).contains("--password-file");
    assertThat(shell.run("contact", "add", "bob@example.org")).isEqualTo(ExitStatus.USAGE);
    assertThat(shell.run("account", "link", "x", "--no-password")).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void blocksAndForgetsWithoutTheNetwork() throws Exception {
    Shell shell = shell("first");
    assertThat(shell.run("contact", "list")).isZero();
    assertThat(shell.out()).contains("Nobody yet");

    assertThat(shell.run("contact", "block", "jami:" + JAMIS)).isZero();
    shell.run("contact", "list", "--json");
    assertThat(shell.out()).contains("\"account\":\"" + JAMIS + "\",\"standing\":\"blocked\"");
    shell.run("contact", "block", "--undo", JAMIS);
    shell.run("contact", "list");
    assertThat(shell.out()).contains("Nobody yet");
  }

  @Test
  void whatSomebodyCallsThemselvesDoesNothingToTheTerminal() throws Exception {
    Shell shell = shell("first");
    var store =
        new IdentityStore(
            new RecordFolder(shell.home().folder().resolve("identity")), OwnIdentity.RANDOM);
    AccountId them = AccountId.parse(JAMIS).orElseThrow();
    String name = "\u001b[2J\u202e" + "x".repeat(5000);
    store.on(them, new Event.PeerAsked(name, ""));

    assertThat(shell.run("contact", "list")).isZero();
    assertThat(shell.out()).contains(JAMIS, "asks to be your contact").hasSizeLessThan(400);
    assertThat(shell.out()).doesNotContain("\u001b", "\u202e");
  }

  @Test
  void twoAccountsBecomeContacts() throws Exception {
    Shell alice = shell("alice");
    Shell bob = shell("bob");
    assertThat(alice.run("account", "import", export().toString())).as(alice.err()).isZero();
    assertThat(bob.run("account", "new", "--name", "Bob")).as(bob.err()).isZero();
    String bobs = account(bob);
    try (DhtNode node = node()) {
      String bootstrap = "127.0.0.1:" + node.addresses().getFirst().getPort();
      alice.with("FERRY_BOOTSTRAP", bootstrap);
      bob.with("FERRY_BOOTSTRAP", bootstrap);
      // Its device is announced from here on, and for ten minutes.
      assertThat(alice.run("contact", "requests", "--for", "1")).as(alice.err()).isZero();
      assertThat(bob.run("contact", "add", JAMIS)).as(bob.err()).isZero();
      assertThat(bob.out()).contains("1 device was told");

      assertThat(alice.run("contact", "requests", "--for", "90", "--once"))
          .as(alice.err())
          .isZero();
      assertThat(alice.out()).contains(bobs + ", who goes by 'Bob', asks to be your contact.");
      assertThat(alice.run("contact", "accept", bobs)).as(alice.err()).isZero();
      assertThat(bob.run("contact", "requests", "--for", "90", "--once")).as(bob.err()).isZero();
      assertThat(bob.out()).contains(JAMIS + " is a contact now.");
    }
  }

  @Test
  void aLostDeviceIsTakenBack() throws Exception {
    Shell desk = shell("desk").with("FERRY_PASSWORD", "open sesame");
    Shell phone = shell("phone").with("FERRY_PASSWORD", "open sesame");
    assertThat(desk.run("account", "import", export().toString())).as(desk.err()).isZero();
    Path export = folder.resolve("copy.gz");
    assertThat(desk.run("account", "export", export.toString())).as(desk.err()).isZero();
    assertThat(phone.run("account", "import", export.toString())).as(phone.err()).isZero();
    try (DhtNode node = node()) {
      String bootstrap = "127.0.0.1:" + node.addresses().getFirst().getPort();
      for (Shell each : List.of(desk, phone)) {
        each.with("FERRY_BOOTSTRAP", bootstrap);
        assertThat(each.run("contact", "requests", "--for", "1")).as(each.err()).isZero();
      }
      String phones = device(phone);
      assertThat(desk.run("account", "revoke")).as(desk.err()).isZero();
      assertThat(desk.out()).contains(phones + "\n", device(desk) + "  this one\n");

      assertThat(desk.run("account", "revoke", device(desk))).isEqualTo(ExitStatus.USAGE);
      assertThat(desk.err()).contains("this very device");
      assertThat(desk.run("account", "revoke", "0000")).isEqualTo(ExitStatus.USAGE);
      assertThat(desk.run("account", "revoke", phones.substring(0, 12))).as(desk.err()).isZero();
      assertThat(desk.out()).contains("Taken back: " + phones);

      assertThat(desk.run("account", "revoke")).as(desk.err()).isZero();
      assertThat(desk.out()).doesNotContain(phones).contains("this one");
    }
  }

  private static String device(Shell shell) {
    shell.run("id", "--json");
    Matcher matcher = Pattern.compile("\"([0-9a-f]{64})\"").matcher(shell.out());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static String account(Shell shell) {
    shell.run("id", "--json");
    Matcher matcher = Pattern.compile("\"account\":\"([0-9a-f]{40})\"").matcher(shell.out());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static DhtNode node() throws IOException {
    return Dhts.node(
        DhtConfig.standard()
            .with(Interfaces.loopback())
            .withBootstrap(List.of("127.0.0.1:9"))
            .withPort(0));
  }
}
