package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.app.account.Account;
import dev.ferry.app.account.AccountStore;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.io.key.RecordFolder;
import dev.ferry.omemo.KeyPrint;
import dev.ferry.omemo.KnownKeys;
import dev.ferry.omemo.Trust;
import dev.ferry.stanza.Jid;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OmemoKeysTest {
  private static final Jid ALICE = Jid.of("alice@example.org");
  private static final Jid BOB = Jid.of("bob@example.org");
  private static final String DIGITS = "0123456789abcdef".repeat(4);
  private static final KeyPrint PRINT = KeyPrint.parse(DIGITS).orElseThrow();

  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void open() throws Exception {
    shell = new Shell(folder);
    new AccountStore(shell.home().accounts())
        .save(new Account(ALICE, Optional.of("secret"), Optional.empty(), Optional.empty(), false));
  }

  private KnownKeys keys() {
    return new KnownKeys(new RecordFolder(shell.home().keys().resolve("omemo")), ALICE);
  }

  private String verify(String... words) {
    String[] all = new String[words.length + 3];
    all[0] = "contact";
    all[1] = "verify";
    all[2] = "bob@example.org";
    System.arraycopy(words, 0, all, 3, words.length);
    assertThat(shell.run(all)).as(shell.err()).isEqualTo(ExitStatus.DONE);
    return shell.out() + shell.err();
  }

  @Test
  void showsWhatNobodyHasLookedAtYet() throws Exception {
    keys().trust(BOB, PRINT, Trust.UNDECIDED);

    assertThat(verify())
        .contains("OMEMO 01234567 89abcdef 01234567")
        .contains("nobody has looked at it")
        .contains("ferry contact verify bob@example.org FINGERPRINT");
  }

  @Test
  void acceptsAKeyHoweverItIsTyped() throws Exception {
    for (String typed : new String[] {DIGITS, DIGITS.toUpperCase(Locale.ROOT)}) {
      keys().trust(BOB, PRINT, Trust.UNDECIDED);
      assertThat(verify(typed)).contains("Verified: a device of bob@example.org with OMEMO");
      assertThat(keys().of(BOB)).containsOnlyKeys(PRINT).containsEntry(PRINT, Trust.VERIFIED);
    }
    keys().trust(BOB, PRINT, Trust.UNDECIDED);
    verify(PRINT.toString().split(" "));
    assertThat(keys().of(BOB)).containsEntry(PRINT, Trust.VERIFIED);
  }

  @Test
  void rejectsAKey() throws Exception {
    keys().trust(BOB, PRINT, Trust.BLIND);

    assertThat(verify(DIGITS, "--reject")).contains("Rejected");
    assertThat(keys().of(BOB)).containsEntry(PRINT, Trust.UNTRUSTED);
    assertThat(shell.run("contact", "verify", "bob@example.org", "--reject"))
        .isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void takesTheKeysOfAScannedCode() throws Exception {
    String other = "f".repeat(64);

    verify("xmpp:bob@example.org?omemo-sid-1=" + DIGITS + ";omemo-sid-2=" + other);

    assertThat(keys().of(BOB))
        .containsEntry(PRINT, Trust.VERIFIED)
        .containsEntry(KeyPrint.parse(other).orElseThrow(), Trust.VERIFIED);
  }

  @Test
  void refusesTheCodeOfSomebodyElse() throws Exception {
    int status =
        shell.run(
            "contact", "verify", "bob@example.org", "xmpp:eve@example.org?omemo-sid-1=" + DIGITS);

    assertThat(status).isEqualTo(ExitStatus.USAGE);
    assertThat(shell.err()).contains("eve@example.org");
    assertThat(keys().of(BOB)).isEmpty();
  }

  @Test
  void showsItsOwnKeysOnceItHasThem() {
    assertThat(shell.run("id", "--qr")).isEqualTo(ExitStatus.DONE);

    assertThat(shell.out() + shell.err())
        .contains("Account: alice@example.org")
        .contains("has been online once");
  }
}
