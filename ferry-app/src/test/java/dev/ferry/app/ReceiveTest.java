package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason.Corrupted;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.FileOffer;
import dev.ferry.FolderSummary;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.TransferState.Offered;
import dev.ferry.app.report.Recorded;
import dev.ferry.app.run.PlayedFerry;
import dev.ferry.content.Hashes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiveTest {
  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));
  private final PlayedFerry ferry = new PlayedFerry();

  @BeforeEach
  void addAnAccount() {
    shell = new Shell(folder).with("FERRY_PASSWORD", "secret");
    assertThat(shell.run("account", "add", "alice@example.org")).isZero();
    shell.online((account, interfaces) -> ferry);
  }

  @Test
  void saysWhoItIsAndTakesOneFile() {
    ferry.offering(false, Recorded.received());

    assertThat(shell.run("receive", "--accept", "all", "--once")).isZero();
    assertThat(shell.out())
        .startsWith("Receiving as alice@example.org/desk into " + folder)
        .contains("bob@example.org/desk offers a.txt\n  9 B, not encrypted end to end")
        .contains("saved as /home/bob/photo gpj.exe");
    assertThat(ferry.log()).containsExactly("accept transfer-1", "close");
  }

  @Test
  void endsOnceWithTheStatusOfTheTransfer() {
    ferry.offering(false, List.of(new Offered(), Recorded.failed(new Corrupted("other hash"))));

    assertThat(shell.run("receive", "--accept", "all", "--once", "--json")).isEqualTo(1);
    assertThat(shell.out())
        .contains("\"ready\":\"alice@example.org/desk\"")
        .contains("\"reason\":\"corrupted\"");
    assertThat(shell.err()).contains("what arrived is not what was sent: other hash");
  }

  @Test
  void showsWhatIsInAFolderAndTakesItWhole() {
    FolderSummary photos =
        new FolderSummary(1204, 11, 2, List.of("a.jpg", "b\u001b[2J.jpg"), List.of(".ssh/keys"));
    ferry.offering(FileOffer.ofFolder("photos", 4096, photos), true, Recorded.received());

    assertThat(shell.run("receive", "--accept", "all", "--once", "--executables")).isZero();
    assertThat(shell.out())
        .contains("offers the folder photos")
        .contains("1,204 files in 12 folders, 4.10 kB")
        .contains("a.jpg, b\\u{1b}[2J.jpg, ...")
        .contains("2 hidden files: .ssh/keys, ...");
    assertThat(ferry.log()).contains("accept folder transfer-1 with executables");
  }

  @Test
  void tellsProgramsWhatIsInAFolder() {
    FolderSummary one = new FolderSummary(1, 0, 0, List.of("a.jpg"), List.of());
    ferry.offering(FileOffer.ofFolder("photos", 4096, one), true, Recorded.received());

    assertThat(shell.run("receive", "--accept", "all", "--once", "--json")).isZero();
    assertThat(shell.out())
        .contains("\"folder\":{\"files\":1,\"folders\":0,\"hidden\":0,\"first\":[\"a.jpg\"]");
    assertThat(ferry.log()).contains("accept folder transfer-1");
  }

  @Test
  void takesOnlyFilesOfContactsWhenToldSo() {
    ferry.offering(false, List.of(new Offered())).offering(true, Recorded.received());

    assertThat(shell.run("receive", "--accept", "contacts", "--once")).isZero();
    assertThat(ferry.log()).contains("decline transfer-1", "accept transfer-2");
    assertThat(shell.out()).contains("is not among the contacts of this account");
    assertThat(shell.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "photo.png, image/png, 19999999, true, accept",
    "photo.JPEG, image/jpeg, 1, true, accept",
    "photo.png, image/png, 20000000, true, decline",
    "photo.png, image/png, 1, false, decline",
    "photo.png.exe, image/png, 1, true, decline",
    "photo.png, image/jpeg, 1, true, decline",
    "photo.svg, image/svg+xml, 1, true, decline",
    "notes.txt, text/plain, 1, true, decline",
  })
  void takesPicturesOfContactsUnaskedWhenToldSo(
      String name, String type, long size, boolean contact, String answer) {
    FileOffer file = new FileOffer(name, size, Optional.of(type), Hashes.none(), Optional.empty());
    ferry.offering(file, contact, Recorded.received()).losingTheServer();

    assertThat(shell.run("receive", "--accept", "pictures")).isEqualTo(1);
    assertThat(ferry.log()).contains(answer + " transfer-1");
  }

  @Test
  void declinesWhenNobodyCanBeAsked() {
    ferry.offering(true, List.of(new Offered()));

    assertThat(shell.run("receive", "--once")).isEqualTo(2);
    assertThat(ferry.log()).contains("decline transfer-1");
    assertThat(shell.out())
        .contains("every offer will be declined. Use --accept all or --accept contacts.");
  }

  @Test
  void asksAPersonAndTakesOnlyAYes() {
    ferry
        .offering(false, List.of(new Offered()))
        .offering(false, List.of(new Offered()))
        .offering(false, Recorded.received());
    Typist typist = new Typist(List.of("", "nope", "Y"));
    shell.with(typist.input());

    assertThat(shell.run(typist, "receive", "--once")).isZero();
    assertThat(ferry.log())
        .contains("decline transfer-1", "decline transfer-2", "accept transfer-3");
  }

  @Test
  void goesOnWhenTheOfferIsTakenBackBeforeTheAnswer() {
    List<TransferState> gone = List.of(Recorded.failed(new PeerFault("gone")));
    ferry.offering(false, gone).losingTheServer();
    Typist typist = new Typist(List.of());
    shell.with(typist.input());

    assertThat(shell.run(typist, "receive")).isEqualTo(1);
    assertThat(shell.out()).contains("bob@example.org/desk took the offer back.");
  }

  @Test
  void endsWhenTheServerIsLost() {
    ferry.losingTheServer();

    assertThat(shell.run("receive", "--accept", "all")).isEqualTo(1);
    assertThat(shell.err()).contains("the connection to the server is lost");
  }

  @Test
  void receivesSeveralAtATimeAndTellsAllTheirEnds() {
    for (int i = 0; i < 5; i++) {
      ferry.offering(false, Recorded.received());
    }
    ferry.losingTheServer();

    assertThat(shell.run("receive", "--accept", "all", "--json")).isEqualTo(1);
    assertThat(shell.out().lines().filter(line -> line.contains("\"reason\":\"completed\"")))
        .hasSize(5);
    assertThat(ferry.transfers()).allMatch(transfer -> transfer.state() instanceof Ended);
  }

  @Test
  void makesNoFolder() throws Exception {
    assertThat(shell.run("receive", "--into", "missing")).isEqualTo(1);
    assertThat(shell.err()).contains("there is no folder " + folder.resolve("missing"));

    Files.writeString(folder.resolve("file"), "");
    assertThat(shell.run("receive", "--into", "file")).isEqualTo(1);
    assertThat(shell.signIns()).hasSize(1);
  }
}
