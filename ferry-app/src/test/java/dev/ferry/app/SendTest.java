package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.NoRoute;
import dev.ferry.EndReason.SecurityRefused;
import dev.ferry.app.report.Recorded;
import dev.ferry.app.run.PlayedFerry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendTest {
  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));
  private final PlayedFerry ferry = new PlayedFerry();

  @BeforeEach
  void addAnAccountAndFiles() throws Exception {
    shell = new Shell(folder).with("FERRY_PASSWORD", "secret");
    assertThat(shell.run("account", "add", "alice@example.org")).isZero();
    shell.online((account, interfaces) -> ferry);
    Files.writeString(folder.resolve("a.txt"), "123456789");
    Files.writeString(folder.resolve("b.txt"), "");
    Files.createDirectory(folder.resolve("sub"));
  }

  @Test
  void sendsAFileAndSaysItIsVerified() {
    ferry.sending(List.of(Recorded.sent()));

    assertThat(shell.run("send", "a.txt", "bob@example.org")).isZero();
    assertThat(shell.out())
        .contains("a.txt sent to bob@example.org")
        .contains("verified sha-256 " + Recorded.HASH);
    assertThat(shell.err()).isEmpty();
    assertThat(ferry.log())
        .contains("send a.txt to bob@example.org via [direct, ice, relay, proxy, in-band]")
        .endsWith("close");
  }

  @Test
  void sendsSeveralFilesOneAfterAnother() {
    ferry.sending(List.of(Recorded.sent(), Recorded.sent()));

    assertThat(shell.run("send", "a.txt", "b.txt", "bob@example.org/desk", "--via", "proxy,direct"))
        .isZero();
    assertThat(ferry.log())
        .contains(
            "send a.txt to bob@example.org/desk via [proxy, direct]",
            "send b.txt to bob@example.org/desk via [proxy, direct]");
  }

  @Test
  void doesNotGoOnAfterAFailure() {
    ferry.sending(List.of(List.of(Recorded.failed(new Declined()))));

    assertThat(shell.run("send", "a.txt", "b.txt", "bob@example.org")).isEqualTo(3);
    assertThat(shell.out()).contains("Not sent: ").contains("b.txt");
    assertThat(shell.err()).contains("a.txt: the offer was declined (on the other side)");
  }

  @Test
  void endsWithTheStatusOfItsReason() {
    ferry.sending(List.of(List.of(Recorded.failed(new NoRoute(List.of())))));
    assertThat(shell.run("send", "a.txt", "bob@example.org")).isEqualTo(4);

    PlayedFerry careful =
        new PlayedFerry()
            .sending(List.of(List.of(Recorded.failed(new SecurityRefused("no encryption")))));
    shell.online((account, interfaces) -> careful);
    assertThat(shell.run("send", "a.txt", "bob@example.org")).isEqualTo(5);
  }

  @Test
  void tellsAProgramInJson() {
    ferry.sending(List.of(Recorded.sent()));

    assertThat(shell.run("send", "--json", "a.txt", "bob@example.org")).isZero();
    assertThat(shell.out().lines())
        .hasSize(6)
        .allMatch(line -> line.startsWith("{\"time\":\"") && line.endsWith("}"));
    assertThat(shell.out())
        .contains("\"path\":\"" + folder.resolve("a.txt") + "\"")
        .contains("\"transfer\":\"transfer-1@" + ProcessHandle.current().pid() + "\"");
  }

  @Test
  void usesTheInterfacesItIsGiven() {
    ferry.sending(List.of(Recorded.sent(), Recorded.sent()));

    shell.with("FERRY_INTERFACES", "127.0.0.7,lo").run("send", "a.txt", "bob@example.org");
    shell.run("send", "a.txt", "bob@example.org", "--interface", "eth0", "--interface", "::1");

    assertThat(shell.signIns())
        .endsWith(
            "alice@example.org secret [127.0.0.7,lo]", "alice@example.org secret [eth0, ::1]");
  }

  @Test
  void sendsFilesAndFoldersAsTheyAreNamed() throws Exception {
    Files.writeString(folder.resolve("sub/c.txt"), "123");
    ferry.sending(List.of(Recorded.sent(), Recorded.sent()));

    assertThat(shell.run("send", "a.txt", "sub", "bob@example.org")).isZero();
    assertThat(ferry.log())
        .contains(
            "send a.txt to bob@example.org via [direct, ice, relay, proxy, in-band]",
            "send folder sub to bob@example.org via [direct, ice, relay, proxy, in-band]");
    assertThat(shell.out()).contains("sub sent to bob@example.org").contains("1 file, 3 B");
  }

  @Test
  void refusesANameThatIsNoAddress() {
    assertThat(shell.run("send", "a.txt", "bob")).isEqualTo(2);
    assertThat(shell.err()).contains("'bob' is no address, and no contact is called so");
  }

  @Test
  void wantsAFileAndSomebody() {
    assertThat(shell.run("send", "bob@example.org")).isEqualTo(2);
    assertThat(shell.run("send")).isEqualTo(2);
    assertThat(shell.run("send", "a.txt", "bob@example.org", "--via", "pigeon")).isEqualTo(2);
    assertThat(shell.err())
        .contains("there is no route 'pigeon'; there are direct, ice, relay, proxy, in-band");
  }

  @Test
  void saysWhichFileIsMissing() {
    assertThat(shell.run("send", "c.txt", "bob@example.org")).isEqualTo(1);
    assertThat(shell.err()).contains("c.txt cannot be sent: there is no file " + folder);
    assertThat(shell.signIns()).hasSize(1);
  }

  @Test
  void asksWhichAccountOfSeveral() {
    ferry.sending(List.of(Recorded.sent()));
    shell.run("account", "add", "work@example.org");

    assertThat(shell.run("send", "a.txt", "bob@example.org")).isEqualTo(2);
    assertThat(shell.err())
        .contains("several accounts on this device: alice@example.org, work@example.org");
    assertThat(shell.run("send", "a.txt", "bob@example.org", "--account", "work@example.org"))
        .isZero();
    assertThat(shell.run("send", "a.txt", "bob@example.org", "--account", "x@example.org"))
        .isEqualTo(2);
  }
}
