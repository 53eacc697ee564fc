package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Transfer.Direction;
import dev.ferry.TransferState;
import dev.ferry.app.account.Account;
import dev.ferry.app.account.AccountStore;
import dev.ferry.app.report.Recorded;
import dev.ferry.app.run.ControlSocket;
import dev.ferry.app.run.Played;
import dev.ferry.app.run.Running;
import dev.ferry.stanza.Jid;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void open() {
    shell = new Shell(folder);
  }

  @Test
  void saysItsVersion() {
    assertThat(shell.run("--version")).isZero();
    assertThat(shell.out()).matches("ferry \\d+\\.\\d+\\.\\d+\\S*\n");
  }

  @Test
  void namesEveryVerbInItsHelp() {
    assertThat(shell.run("--help")).isZero();
    assertThat(shell.out())
        .contains("account", "list", "cancel", "completion")
        .contains("130 cancelled here")
        .doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fly",
        "account",
        "account fly",
        "account remove",
        "account remove nobody",
        "cancel",
        "cancel a b",
        "list --fast",
        "completion tcsh"
      })
  void endsWithTwoWhenItIsMisused(String line) {
    assertThat(shell.run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
    assertThat(shell.err()).startsWith("ferry: ").contains("--help");
    assertThat(shell.out()).isEmpty();
  }

  @Test
  void escapesWhatItWasGivenInItsErrors() {
    shell.run("\u001b[2J");

    assertThat(shell.err()).contains("\\u{1b}[2J").doesNotContain("\u001b");
  }

  @Test
  void listsAndForgetsAccounts() throws Exception {
    keep("zoe@example.org");
    keep("alice@example.org");

    assertThat(shell.run("account", "list")).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            alice@example.org, at [::1]:5222, password asked for each time
            zoe@example.org, at [::1]:5222, password asked for each time
            """);
    assertThat(shell.run("account", "list", "--json")).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            {"account":"alice@example.org","server":"[::1]:5222"}
            {"account":"zoe@example.org","server":"[::1]:5222"}
            """);
    assertThat(shell.run("account", "remove", "zoe@example.org")).isZero();
    assertThat(shell.run("account", "remove", "zoe@example.org")).isEqualTo(1);
    assertThat(shell.err()).contains("there is no account zoe@example.org on this device");
  }

  @Test
  void cancelsATransferOfAnotherCommand() throws Exception {
    Running running = new Running();
    Played transfer =
        new Played("transfer-1", Direction.OUT, List.of(new TransferState.Connecting()));
    running.add(Recorded.OUT, transfer);
    try (var _ = ControlSocket.open(shell.home(), "1", running)) {
      assertThat(shell.run("list")).isZero();
      assertThat(shell.out()).contains("transfer-1@42  out  connecting");
      assertThat(shell.run("cancel", "transfer-1@42")).isZero();
      assertThat(shell.out()).isEqualTo("Cancelled transfer-1@42.\n");
    }

    assertThat(transfer.state()).isInstanceOf(TransferState.Ended.class);
  }

  @Test
  void saysSoWhenNothingOfThatIdRuns() {
    assertThat(shell.run("cancel", "transfer-9@1")).isEqualTo(1);
    assertThat(shell.err()).contains("no transfer transfer-9@1 runs", "Next: see: ferry list");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void writesACompletionThatBashUnderstands(String kind) throws Exception {
    assertThat(shell.run("completion", kind)).isZero();
    Path script = Files.writeString(folder.resolve("completion"), shell.out());

    Process bash =
        new ProcessBuilder("bash", "-c", "source " + script + " && complete -p ferry")
            .redirectErrorStream(true)
            .start();

    assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("_complete_ferry");
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  void writesACompletionForFish() {
    assertThat(shell.run("completion", "fish")).isZero();
    assertThat(shell.out())
        .contains("complete -c ferry -n '__fish_use_subcommand' -a cancel -d ")
        .contains("-n '__fish_seen_subcommand_from list' -l json");
  }

  private void keep(String jid) throws Exception {
    Optional<String> server = Optional.of("[::1]:5222");
    new AccountStore(shell.home().accounts())
        .save(new Account(Jid.of(jid), Optional.empty(), server, Optional.empty(), false));
  }
}
