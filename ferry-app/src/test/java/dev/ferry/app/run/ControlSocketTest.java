package dev.ferry.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.Transfer.Direction;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.app.report.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {
  @TempDir Path folder;
  private Home home = new Home(Path.of(""));
  private final Running running = new Running();
  private final Played transfer =
      new Played("transfer-1", Direction.OUT, List.of(new TransferState.Connecting()));

  @BeforeEach
  void addATransfer() {
    home = new Home(folder);
    running.add(Recorded.OUT, transfer);
  }

  @Test
  void cancelsForAnotherCommand() throws IOException {
    try (var _ = ControlSocket.open(home, "1", running)) {
      assertThat(new OtherCommands(home).cancel("transfer-7@1")).isFalse();
      assertThat(new OtherCommands(home).cancel(Recorded.OUT.id())).isTrue();
    }

    assertThat(transfer.state()).isInstanceOf(Ended.class);
  }

  @Test
  void listsWhatSeveralCommandsRun() throws IOException {
    Running other = new Running();
    other.add(
        Recorded.IN, new Played("transfer-2", Direction.IN, List.of(new TransferState.Offered())));
    try (var _ = ControlSocket.open(home, "1", running);
        var _ = ControlSocket.open(home, "2", other)) {
      assertThat(new OtherCommands(home).list(false))
          .containsExactlyInAnyOrder(
              "transfer-1@42  out  connecting  report.pdf (50.0 MB)  bob@example.org",
              "transfer-2@42  in   offered     photo \\u{202e}gpj.exe (2.00 kB)"
                  + "  alice@example.org/desk");
      assertThat(new OtherCommands(home).list(true))
          .contains(
              "{\"transfer\":\"transfer-1@42\",\"direction\":\"out\",\"state\":\"connecting\","
                  + "\"file\":\"report.pdf\",\"size\":50000000,\"peer\":\"bob@example.org\","
                  + "\"path\":\"/home/alice/report.pdf\"}");
    }
  }

  @Test
  void forgetsWhatHasEnded() throws IOException {
    running.remove(Recorded.OUT);
    try (var _ = ControlSocket.open(home, "1", running)) {
      assertThat(new OtherCommands(home).list(false)).isEmpty();
      assertThat(new OtherCommands(home).cancel(Recorded.OUT.id())).isFalse();
    }
  }

  @Test
  void letsOnlyItsOwnerIn() throws IOException {
    try (var _ = ControlSocket.open(home, "1", running)) {
      assertThat(mode(home.run())).isEqualTo("rwx------");
      assertThat(mode(home.run().resolve("1.sock"))).isEqualTo("rw-------");
    }
  }

  @Test
  void leavesNoSocketBehind() throws IOException {
    ControlSocket.open(home, "1", running).close();

    assertThat(home.run()).isEmptyDirectory();
  }

  @Test
  void clearsAwayTheSocketOfADeadCommand() throws IOException {
    ControlSocket socket = ControlSocket.open(home, "1", running);
    Path alive = home.run().resolve("1.sock");
    Path dead = home.run().resolve("2.sock");
    // A second name of the socket stays when its owner closes the first.
    Files.createLink(dead, alive);
    socket.close();

    assertThat(new OtherCommands(home).list(false)).isEmpty();
    assertThat(dead).doesNotExist();
  }

  @Test
  void saysWhenTheHomesPathIsTooLongForASocket() {
    Home deep = new Home(folder.resolve("x".repeat(120)));

    assertThatThrownBy(() -> ControlSocket.open(deep, "1", running))
        .isInstanceOf(IOException.class);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
