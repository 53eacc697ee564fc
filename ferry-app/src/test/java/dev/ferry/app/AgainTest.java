package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.Side;
import dev.ferry.TransferState.Offered;
import dev.ferry.app.report.Recorded;
import dev.ferry.app.run.PlayedFerry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgainTest {
  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));
  private final PlayedFerry receiving = new PlayedFerry();
  private final PlayedFerry asking = new PlayedFerry();

  @BeforeEach
  void declineAFile() {
    shell = new Shell(folder).with("FERRY_PASSWORD", "secret");
    assertThat(shell.run("account", "add", "alice@example.org")).isZero();
    receiving.offering(false, List.of(new Offered())).losingTheServer();
    shell.online((account, interfaces) -> receiving);
    assertThat(shell.run("receive", "--accept", "contacts")).isEqualTo(1);
    shell.online((account, interfaces) -> asking);
  }

  private String id() {
    return "transfer-1@" + ProcessHandle.current().pid();
  }

  @Test
  void listsWhatCanBeAskedForAgain() {
    assertThat(shell.run("again")).isZero();
    assertThat(shell.out()).isEqualTo(id() + "  a.txt (9 B)  bob@example.org\n");
  }

  @Test
  void asksTheAccountThatOfferedIt() {
    asking.sending(List.of(Recorded.received()));

    assertThat(shell.run("again", id())).isZero();
    assertThat(asking.log()).contains("request a.txt of bob@example.org as -");
    assertThat(shell.out()).contains("saved as");
    assertThat(shell.signIns().getLast()).startsWith("alice@example.org ");
  }

  @Test
  void keepsAskingForWhatWasLostForAnHour() {
    asking.sending(List.of(Recorded.received()));
    assertThat(shell.run("again", id())).isZero();
    assertThat(asking.log()).contains("keeps asking for PT1H");
  }

  @Test
  void keepsAskingAsLongAsToldTo() {
    asking.sending(List.of(Recorded.received()));
    assertThat(shell.run("again", id(), "--keep-trying", "5")).isZero();
    assertThat(asking.log()).contains("keeps asking for PT5M");
  }

  @Test
  void saysWhyItCannotBeHad() {
    EndReason gone = new EndReason.StorageFailed(Side.THERE, "the file was changed");
    asking.sending(List.of(List.of(new Offered(), Recorded.failed(gone))));

    assertThat(shell.run("again", id())).isEqualTo(1);
    assertThat(shell.err()).contains("the file was changed");
  }

  @Test
  void knowsOnlyWhatWasOffered() {
    assertThat(shell.run("again", "transfer-9@1")).isEqualTo(2);
    assertThat(shell.err()).contains("nothing was offered here as transfer-9@1");
    assertThat(shell.run("again", id(), "--into", "missing")).isEqualTo(1);
    assertThat(shell.err()).contains("there is no folder");
  }

  @Test
  void takesTheLinkOfAnOfferAndNoOther() {
    assertThat(shell.run("again", "xmpp:bob@example.org?message")).isEqualTo(2);
    assertThat(shell.err()).contains("names no offer");
    assertThat(shell.run("again", "xmpp:bob@example.org?jingle;id=x")).isEqualTo(2);
    assertThat(shell.err())
        .contains("nothing was offered here as xmpp:bob@example.org?jingle;id=x");
  }
}
