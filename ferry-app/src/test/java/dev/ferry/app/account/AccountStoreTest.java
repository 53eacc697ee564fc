package dev.ferry.app.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountStoreTest {
  private static final Jid ALICE = Jid.of("alice@example.org");

  @TempDir Path folder;
  private AccountStore store = new AccountStore(Path.of(""));

  @BeforeEach
  void open() {
    store = new AccountStore(folder.resolve("home/accounts"));
  }

  @Test
  void givesBackWhatItKept() throws IOException {
    Path certificate = Files.writeString(folder.resolve("server.pem"), "-----BEGIN");
    store.save(
        new Account(
            ALICE,
            Optional.of("pässword = \\ \n#!"),
            Optional.of("[::1]:5222"),
            Optional.of(certificate),
            true));
    Files.delete(certificate);

    Account found = store.find(ALICE).orElseThrow();

    assertThat(found.password()).contains("pässword = \\ \n#!");
    assertThat(found.server()).contains("[::1]:5222");
    assertThat(found.plaintext()).isTrue();
    assertThat(found.certificate().orElseThrow()).hasContent("-----BEGIN");
  }

  @Test
  void savesAnAccountAgainWithItsOwnCertificate() throws IOException {
    Path certificate = Files.writeString(folder.resolve("server.pem"), "-----BEGIN");
    store.save(
        new Account(ALICE, Optional.empty(), Optional.empty(), Optional.of(certificate), false));

    store.save(store.find(ALICE).orElseThrow().withPassword("new"));

    assertThat(store.find(ALICE).orElseThrow().certificate().orElseThrow())
        .hasContent("-----BEGIN");
  }

  @Test
  void listsAccountsByAddress() throws IOException {
    store.save(simple("zoe@example.org"));
    store.save(simple("alice@example.org"));
    store.save(simple("o.neil%2e..@example.org"));

    assertThat(store.list().stream().map(account -> account.jid().toString()))
        .containsExactly("alice@example.org", "o.neil%2e..@example.org", "zoe@example.org");
  }

  @Test
  void forgets() throws IOException {
    store.save(simple("alice@example.org"));

    assertThat(store.remove(ALICE)).isTrue();
    assertThat(store.remove(ALICE)).isFalse();
    assertThat(store.list()).isEmpty();
  }

  @Test
  void letsOnlyTheOwnerIn() throws IOException {
    store.save(simple("alice@example.org"));

    Path accounts = folder.resolve("home/accounts");
    assertThat(mode(accounts)).isEqualTo("rwx------");
    assertThat(mode(accounts.resolve("alice%40example.org.account"))).isEqualTo("rw-------");
  }

  @Test
  void refusesAFileThatOthersCanRead() throws IOException {
    store.save(simple("alice@example.org"));
    Path file = folder.resolve("home/accounts/alice%40example.org.account");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> store.find(ALICE)).hasMessageContaining("chmod 600 " + file);
  }

  @Test
  void saysWhichFileIsDamaged() throws IOException {
    Path accounts = PrivateFiles.folder(folder.resolve("home/accounts"));
    for (String content : List.of("", "jid=@@@", "jid=\\u00zz")) {
      PrivateFiles.write(
          accounts, "alice%40example.org.account", content.getBytes(StandardCharsets.UTF_8));

      assertThatThrownBy(() -> store.find(ALICE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("alice%40example.org.account is damaged");
    }
  }

  @Test
  void neverPrintsAPassword() {
    assertThat(simple("alice@example.org").withPassword("secret").toString())
        .doesNotContain("secret");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static Account simple(String jid) {
    return new Account(
        Jid.of(jid).bare(), Optional.empty(), Optional.empty(), Optional.empty(), false);
  }
}
