package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Side;
import dev.ferry.app.account.Account;
import dev.ferry.app.account.AccountStore;
import dev.ferry.app.report.Trouble;
import dev.ferry.app.run.NotOnline;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountAddTest {
  private static final Jid ALICE = Jid.of("alice@example.org");

  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void open() {
    shell = new Shell(folder);
  }

  @Test
  void keepsTheAccountAndTriesIt() throws Exception {
    Path password = secret("rw-------", "from file\nsecond line\n");
    Files.writeString(folder.resolve("ca.pem"), "-----BEGIN");

    assertThat(
            shell.run(
                "account",
                "add",
                "alice@example.org/ignored",
                "--password-file",
                password.toString(),
                "--server",
                "xmpp.example.org:5223",
                "--trust-certificate",
                "ca.pem",
                "--allow-plaintext"))
        .isZero();

    assertThat(shell.out())
        .contains("Added alice@example.org. Signing in ...")
        .contains("It works: others reach you as alice@example.org/desk.");
    Account kept = kept();
    assertThat(kept.password()).contains("from file");
    assertThat(kept.server()).contains("xmpp.example.org:5223");
    assertThat(kept.certificate().orElseThrow()).hasContent("-----BEGIN");
    assertThat(kept.plaintext()).isTrue();
    assertThat(shell.signIns()).containsExactly("alice@example.org from file []");
  }

  @Test
  void keepsTheAccountThatCannotSignInAndSaysWhy() throws Exception {
    shell
        .with("FERRY_PASSWORD", "wrong")
        .online((account, interfaces) -> {
          throw new NotOnline(
              new Trouble(1, "the password is wrong", Side.HERE, "add it again"),
              new IOException());
        });

    assertThat(shell.run("account", "add", "alice@example.org")).isEqualTo(1);
    assertThat(shell.err()).contains("ferry: the password is wrong (on this side). Next: add it");
    assertThat(kept().password()).contains("wrong");
  }

  @Test
  void asksForThePasswordAtATerminal() throws Exception {
    Typist typist = new Typist(List.of());
    shell.with(typist.input());

    assertThat(shell.run("account", "add", "alice@example.org")).isZero();
    assertThat(kept().password()).contains("typed");
  }

  @Test
  void refusesAPasswordFileThatOthersCanRead() throws Exception {
    Path password = secret("rw-r--r--", "x");

    assertThat(
            shell.run(
                "account", "add", "alice@example.org", "--password-file", password.toString()))
        .isEqualTo(1);
    assertThat(shell.err()).contains("others can read it").contains("chmod 600 " + password);
    assertThat(shell.signIns()).isEmpty();
  }

  @Test
  void wantsAPasswordFromSomewhere() {
    assertThat(shell.run("account", "add", "alice@example.org")).isEqualTo(2);
    assertThat(shell.err()).contains("--password-file").contains("FERRY_PASSWORD");
  }

  @Test
  void refusesAnAddressWithoutAName() {
    assertThat(shell.run("account", "add", "example.org")).isEqualTo(2);
    assertThat(shell.err()).contains("'example.org' is no address");
  }

  @Test
  void takesNoPasswordFromTheArguments() {
    assertThat(shell.run("account", "add", "alice@example.org", "--password", "x")).isEqualTo(2);
  }

  private Account kept() throws IOException {
    return new AccountStore(shell.home().accounts()).find(ALICE).orElseThrow();
  }

  private Path secret(String mode, String content) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
