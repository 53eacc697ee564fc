package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Assurance;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.Declined;
import dev.ferry.Route;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.Verified;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Recorded;
import dev.ferry.app.run.PlayedFerry;
import dev.ferry.port.FileVault.StoredFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was sent and received, looked at afterwards. */
class HistoryTest {
  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void addAnAccountAndAFile() throws Exception {
    shell = new Shell(folder).with("FERRY_PASSWORD", "secret");
    assertThat(shell.run("account", "add", "alice@example.org")).isZero();
    Files.writeString(folder.resolve("a.txt"), "123456789");
  }

  private void send(List<TransferState> states) {
    PlayedFerry ferry = new PlayedFerry().sending(List.of(states));
    shell.online((account, interfaces) -> ferry);
    shell.run("send", "a.txt", "bob@example.org");
  }

  private void receive(Path stored) {
    StoredFile file = new StoredFile("a.txt", stored.toString());
    Ended ended =
        new Ended(
            new Completed(Verified.HASH, Recorded.HASH),
            Optional.of(file),
            Optional.of(Route.DIRECT),
            Optional.of(Assurance.NONE));
    PlayedFerry ferry = new PlayedFerry().offering(true, List.of(ended));
    shell.online((account, interfaces) -> ferry);
    shell.run("receive", "--accept", "all", "--once");
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(shell.run("history")).isZero();
    assertThat(shell.out()).isEqualTo("Nothing is found.\n");
    assertThat(shell.run("history", "--json")).isZero();
    assertThat(shell.out()).isEmpty();
  }

  @Test
  void showsWhatWasSent() {
    send(Recorded.sent());
    send(List.of(Recorded.failed(new Declined())));

    assertThat(shell.run("history")).isZero();
    assertThat(shell.out().lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("#2  ")
        .endsWith("a.txt, 9 B, to bob@example.org: declined");
    assertThat(shell.run("history", "--failed", "--json")).isZero();
    assertThat(shell.out().lines()).hasSize(1);
    assertThat(shell.out()).contains("\"reason\":\"declined\"");
    assertThat(shell.run("history", "--csv", "--before", "2")).isZero();
    assertThat(shell.out().lines()).hasSize(2).first().asString().startsWith("number,began,");
  }

  @Test
  void showsAllOfOne() {
    send(Recorded.sent());

    assertThat(shell.run("show", "#1")).isZero();
    assertThat(shell.out()).contains("verified", "route: direct", Recorded.HASH);
    assertThat(shell.run("show", "1", "--json")).isZero();
    assertThat(shell.out()).contains("\"number\":1,", "\"steps\":[]");
    String id = shell.out().replaceAll("(?s).*\"transfer\":\"([^\"]*)\".*", "$1");
    assertThat(shell.run("show", id)).isZero();
    assertThat(shell.out()).startsWith("#1  ");
  }

  @Test
  void saysWhenThereIsNone() {
    assertThat(shell.run("show", "7")).isEqualTo(ExitStatus.FAILED);
    assertThat(shell.err()).contains("no transfer '7' is in the history", "ferry history");
    assertThat(shell.run("show", "x")).isEqualTo(ExitStatus.FAILED);
    assertThat(shell.run("show", "x@1")).isEqualTo(ExitStatus.FAILED);
    assertThat(shell.run("history", "remove", "7")).isEqualTo(ExitStatus.FAILED);
    assertThat(shell.run("history", "--since", "yesterday")).isEqualTo(ExitStatus.USAGE);
    assertThat(shell.run("history", "--json", "--csv")).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void forgettingLeavesTheFile() throws Exception {
    Path stored = Files.writeString(folder.resolve("stored.txt"), "123456789");
    receive(stored);

    assertThat(shell.run("history", "remove", "#1")).isZero();
    assertThat(stored).exists();
    assertThat(shell.run("history")).isZero();
    assertThat(shell.out()).isEqualTo("Nothing is found.\n");
  }

  @Test
  void aReceivedFileGoesWhenThatIsSaid() throws Exception {
    Path stored = Files.writeString(folder.resolve("stored.txt"), "123456789");
    receive(stored);
    assertThat(shell.run("history", "remove", "1", "--files")).isZero();
    assertThat(stored).doesNotExist();
  }

  @Test
  void aSentFileNeverGoes() {
    send(Recorded.sent());
    assertThat(shell.run("history", "remove", "1", "--files")).isZero();
    assertThat(folder.resolve("a.txt")).exists();
  }

  @Test
  void aFolderIsLeftToItsOwner() throws Exception {
    Path stored = Files.createDirectory(folder.resolve("photos"));
    receive(stored);
    assertThat(shell.run("history", "remove", "1", "--files")).isEqualTo(ExitStatus.FAILED);
    assertThat(shell.err()).contains("is a folder");
    assertThat(stored).exists();
    assertThat(shell.run("show", "1")).isZero();
  }
}
