package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Introductions.Answer.Met;
import dev.ferry.Introductions.Answer.NotMet;
import dev.ferry.Introductions.Cause;
import dev.ferry.Peer;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Recorded;
import dev.ferry.app.run.PlayedFerry;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.identity.AccountId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files for whoever has been told a code. */
class ByCodeTest {
  private static final Peer.Account BOB = Peer.Account.of(new AccountId(InfoHash.ofText("bob")));
  private static final Met MET = new Met(BOB, List.of("acorn", "maple", "walnut", "zebra"));

  @TempDir static Path folder;
  private Shell shell = new Shell(Path.of(""));
  private final PlayedFerry ferry = new PlayedFerry();

  /** The account that the first of these makes serves all. */
  @BeforeEach
  void makeFiles() throws Exception {
    shell = new Shell(folder).alone((login, really) -> ferry);
    Files.writeString(folder.resolve("a.txt"), "123456789");
    Files.writeString(folder.resolve("b.txt"), "1");
  }

  @Test
  void onePathAloneGoesByACodeAndNoAccountIsNeededBefore(@TempDir Path other) throws Exception {
    shell = new Shell(other).alone((login, really) -> ferry);
    Files.writeString(other.resolve("a.txt"), "123456789");
    ferry.meeting(MET).sending(List.of(Recorded.sent()));

    assertThat(shell.run("send", "a.txt")).isZero();
    assertThat(shell.out())
        .contains("Making an account for this device, once")
        .contains("The code is 42-acorn-maple-walnut")
        .contains("ferry receive 42-acorn-maple-walnut")
        .contains("The other side sees the same words: acorn maple walnut zebra.")
        .contains("a.txt sent to " + BOB);
    assertThat(ferry.log()).contains("the code is over");
    assertThat(shell.run("id")).isZero();
  }

  @Test
  void severalGoByACodeWhenThatIsSaid() {
    ferry.meeting(MET).sending(List.of(Recorded.sent(), Recorded.sent()));
    assertThat(shell.run("send", "--code", "--json", "a.txt", "b.txt")).isZero();
    assertThat(shell.out()).contains("\"code\":\"42-acorn-maple-walnut\"");
    assertThat(ferry.log()).filteredOn(line -> line.startsWith("send ")).hasSize(2);
  }

  @Test
  void aWrongGuessIsToldAndNothingIsSent() {
    ferry.meeting(new NotMet(Cause.GUESSED));
    assertThat(shell.run("send", "a.txt")).isEqualTo(ExitStatus.SECURITY);
    assertThat(shell.err()).contains("the code is void and nothing was sent", "a new code");
    assertThat(ferry.log()).noneMatch(line -> line.startsWith("send "));
  }

  @Test
  void aFileThatIsNotThereNeedsNoCode() {
    assertThat(shell.run("send", "c.txt")).isEqualTo(ExitStatus.FAILED);
    assertThat(shell.out()).doesNotContain("code", "account");
  }

  @Test
  void takesNothingOfAnybodyElse() {
    ferry.meeting(MET).offering(true, Recorded.received());
    assertThat(shell.run("receive", "42", "acorn", "maple", "walnut", "--accept", "all"))
        .isEqualTo(ExitStatus.DECLINED);
    assertThat(ferry.log()).contains("typed 42 acorn maple walnut", "decline transfer-1");
  }

  @ParameterizedTest
  @CsvSource({
    "NO_CODE, 2, that is no code",
    "GUESSED, 5, that code is void",
    "USED, 1, was there first",
    "NOBODY, 4, nobody waits for that code",
    "SILENT, 4, does not answer"
  })
  void saysWhyNobodyIsMet(Cause cause, int status, String words) {
    ferry.meeting(new NotMet(cause));
    assertThat(shell.run("receive", "42-acorn-maple-walnut")).isEqualTo(status);
    assertThat(shell.err()).contains(words, "Next:");
  }

  @Test
  void anAccountAtAServerHasNoCodes() {
    shell.with("FERRY_PASSWORD", "secret").online((account, interfaces) -> new PlayedFerry());
    assertThat(shell.run("account", "add", "alice@example.org")).isZero();
    assertThat(shell.run("send", "a.txt", "--account", "alice@example.org"))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(shell.err()).contains("has no codes", "leave --account out");
  }
}
