package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.app.account.Account;
import dev.ferry.app.account.AccountStore;
import dev.ferry.app.account.OpenPgpKeys;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.trust.OpenPgpBook;
import dev.ferry.openpgp.Fingerprints;
import dev.ferry.openpgp.OwnKey;
import dev.ferry.port.Pins.Pin;
import dev.ferry.port.Pins.Trust;
import dev.ferry.stanza.Jid;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenPgpKeysTest {
  private static final Jid ALICE = Jid.of("alice@example.org");
  private static final Jid BOB = Jid.of("bob@example.org");
  private static final OwnKey KEY = OwnKey.make(ALICE, "many words");

  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void open() throws Exception {
    shell = new Shell(folder);
    new AccountStore(shell.home().accounts())
        .save(new Account(ALICE, Optional.of("secret"), Optional.empty(), Optional.empty(), false));
  }

  private OpenPgpKeys keys() {
    return OpenPgpKeys.in(shell.home().keys());
  }

  private String said(int status, String... words) {
    assertThat(shell.run(words)).as(shell.err()).isEqualTo(status);
    return shell.out() + shell.err();
  }

  private String done(String... words) {
    return said(ExitStatus.DONE, words);
  }

  @Test
  void makesAKeyThatStaysLockedInAFileOfItsOwn() throws Exception {
    shell.with("FERRY_PASSPHRASE", "many words");
    String said = done("account", "openpgp", "new");

    byte[] stored = keys().find(ALICE).orElseThrow();
    String print = OwnKey.fingerprint(stored);
    assertThat(said).contains(Fingerprints.shown(print));
    assertThat(OwnKey.unlock(stored, "many words").fingerprint()).isEqualTo(print);
    assertThat(done("id")).contains("OpenPGP fingerprint of alice@example.org: ");
    assertThat(done("id", "--json")).contains("\"openpgp\":{\"alice@example.org\":\"");
    try (var files = Files.list(keys().folder())) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void wantsAPassphrase() {
    assertThat(said(ExitStatus.USAGE, "account", "openpgp", "new"))
        .contains("wants a passphrase", "--passphrase-file");
    assertThat(keys().has(ALICE)).isFalse();
  }

  @Test
  void replacesNoKeyBySlip() throws Exception {
    keys().save(ALICE, KEY);
    shell.with("FERRY_PASSPHRASE", "many words");
    assertThat(said(ExitStatus.USAGE, "account", "openpgp", "new"))
        .contains("has an OpenPGP key already");
    assertThat(OwnKey.fingerprint(keys().find(ALICE).orElseThrow())).isEqualTo(KEY.fingerprint());
  }

  @Test
  void exportsAndImports() throws Exception {
    keys().save(ALICE, KEY);
    done("account", "openpgp", "export", "public.asc");
    assertThat(Files.readString(folder.resolve("public.asc"))).contains("PUBLIC KEY BLOCK");
    done("account", "openpgp", "export", "secret.asc", "--secret");
    Path secret = folder.resolve("secret.asc");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    assertThat(said(ExitStatus.USAGE, "account", "openpgp", "export", "secret.asc"))
        .contains("exists already");

    done("account", "openpgp", "remove");
    assertThat(keys().has(ALICE)).isFalse();
    shell.with("FERRY_PASSPHRASE", "other words");
    assertThat(said(ExitStatus.FAILED, "account", "openpgp", "import", "secret.asc"))
        .contains("the passphrase does not open");
    assertThat(keys().has(ALICE)).isFalse();
    shell.with("FERRY_PASSPHRASE", "many words");
    assertThat(done("account", "openpgp", "import", "secret.asc"))
        .contains(Fingerprints.shown(KEY.fingerprint()));
    assertThat(OwnKey.fingerprint(keys().find(ALICE).orElseThrow())).isEqualTo(KEY.fingerprint());
  }

  @Test
  void importsNothingThatIsNoKey() throws Exception {
    Files.write(folder.resolve("letter"), "Dear Bob".getBytes(StandardCharsets.UTF_8));
    shell.with("FERRY_PASSPHRASE", "many words");
    assertThat(said(ExitStatus.FAILED, "account", "openpgp", "import", "letter"))
        .contains("cannot be imported");
  }

  @Test
  void showsAndAcceptsTheKeysOfOthers() throws Exception {
    String print = KEY.fingerprint();
    OpenPgpBook.pins(keys()).remember(new Pin(BOB, print, Trust.REFUSED, false));
    assertThat(done("contact", "verify", "bob@example.org"))
        .contains("OpenPGP " + print + ": refused, since another was known");
    done("contact", "verify", "bob@example.org", Fingerprints.shown(print));
    assertThat(OpenPgpBook.pins(keys()).of(BOB))
        .containsExactly(new Pin(BOB, print, Trust.VERIFIED, false));
    done("contact", "verify", "bob@example.org", print, "--reject");
    assertThat(OpenPgpBook.pins(keys()).of(BOB))
        .containsExactly(new Pin(BOB, print, Trust.REFUSED, false));
  }

  @Test
  void doesNotGoOnlineWithALockedKeyWhereNothingElseWillDo() throws Exception {
    keys().save(ALICE, KEY);
    Files.writeString(folder.resolve("song"), "la");
    assertThat(
            said(ExitStatus.USAGE, "send", "song", "bob@example.org", "--encrypt-with", "openpgp"))
        .contains("no OpenPGP key that is open");
    assertThat(shell.signIns()).isEmpty();
    assertThat(said(ExitStatus.USAGE, "send", "song", "bob@example.org", "--encrypt-with", "rot13"))
        .contains("there are xtls, omemo, openpgp");
  }
}
