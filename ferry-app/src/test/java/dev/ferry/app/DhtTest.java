package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.dht.Dht;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Value;
import dev.ferry.io.dht.DhtConfig;
import dev.ferry.io.dht.Dhts;
import dev.ferry.io.socket.Interfaces;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ferry dht} beside two nodes in this process. */
@Timeout(120)
class DhtTest {
  private static final String FOO = "0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33";

  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));
  private final DhtNode first = node("127.0.0.1:9");
  private final DhtNode second = node(at(first));
  private final Dht dht = Dhts.through(second);

  @BeforeEach
  void open() {
    shell = shell();
  }

  private Shell shell() {
    return new Shell(folder).with("FERRY_BOOTSTRAP", at(first));
  }

  @AfterEach
  void close() {
    dht.close();
    first.close();
  }

  @Test
  void putsATextAtAHashedKeyAndShowsIt() throws Exception {
    assertThat(shell.run("dht", "put", "foo", "hé llo", "--user-type", "text/plain"))
        .as(shell.err())
        .isEqualTo(ExitStatus.DONE);
    assertThat(shell.out()).contains(FOO);

    assertThat(dht.get(InfoHash.ofText("foo"), soon()))
        .singleElement()
        .extracting(v -> v.content().body().orElseThrow())
        .isEqualTo(new Body(0, Bytes.ofText("hé llo"), "text/plain"));
    assertThat(shell.run("dht", "get", FOO)).isEqualTo(ExitStatus.DONE);
    assertThat(shell.out()).startsWith("\"hé llo\"  text/plain  id ");
  }

  @Test
  void showsValuesAsJson() throws Exception {
    put(Value.of(Bytes.of(new byte[] {0, 1})).withId(-1));

    assertThat(shell.run("dht", "get", "foo", "--json")).isEqualTo(ExitStatus.DONE);
    assertThat(shell.out())
        .isEqualTo(
            "{\"key\":\""
                + FOO
                + "\",\"id\":\"18446744073709551615\",\"size\":2,\"content\":\"clear\","
                + "\"type\":0,\"user-type\":\"\",\"text\":null,\"data\":\"AAE=\"}\n");
  }

  @Test
  void letsNothingOfAStrangerActOnTheTerminal() throws Exception {
    put(Value.clear(new Body(0, Bytes.ofText("a\u202e\nb"), "\u001b[2J")));

    shell.run("dht", "get", "foo");

    assertThat(shell.out())
        .startsWith("\"a\\u{202e}\\u{a}b\"  \\u{1b}[2J")
        .doesNotContain("\u001b", "\u202e");
  }

  @Test
  void showsThoseAskedForAlone() throws Exception {
    put(Value.of(Bytes.ofText("one")).withId(1));
    put(Value.of(Bytes.ofText("two")).withId(2));

    shell.run("dht", "get", "foo", "--where", "id=2");

    assertThat(shell.out()).isEqualTo("\"two\"  id 2\n");
  }

  @Test
  void saysThatNothingIsThere() {
    assertThat(shell.run("dht", "get", "foo")).isEqualTo(ExitStatus.DONE);
    assertThat(shell.out()).isEqualTo("Nothing is stored at " + FOO + ".\n");
  }

  @Test
  void listensUntilAValueCame() throws Exception {
    FutureTask<Integer> listening =
        new FutureTask<>(() -> shell.run("dht", "listen", "foo", "--once"));
    Thread.ofPlatform().start(listening);
    await(shell, "Listening at " + FOO);
    put(Value.of(Bytes.ofText("hi")).withId(7));

    assertThat(listening.get()).isEqualTo(ExitStatus.DONE);
    assertThat(shell.out()).endsWith("\"hi\"  id 7\n");
  }

  @Test
  void isANodeThatOthersOfTheHomeCanAskFor() throws Exception {
    Shell other = shell();
    FutureTask<Integer> node = new FutureTask<>(() -> other.run("dht", "node", "--port", "0"));
    Thread thread = Thread.ofPlatform().start(node);
    await(other, "\nconnected");
    Matcher id = Pattern.compile("Node ([0-9a-f]{40})").matcher(other.out());
    assertThat(id.find()).isTrue();

    assertThat(shell.run("dht", "stats")).as(shell.err()).isEqualTo(ExitStatus.DONE);
    assertThat(shell.out()).contains("Node " + id.group(1), "nodes", "stored", "traffic");
    assertThat(shell.run("dht", "stats", "--json")).isEqualTo(ExitStatus.DONE);
    assertThat(shell.out()).startsWith("{\"node\":\"" + id.group(1));
    thread.interrupt();
    assertThat(node.get()).isEqualTo(ExitStatus.CANCELLED);
  }

  @Test
  void looksForItselfWhereNoNodeRuns() {
    assertThat(shell.run("dht", "stats")).as(shell.err()).isEqualTo(ExitStatus.DONE);
    assertThat(shell.out()).contains("IPv4 2 good of 2", "seen at  127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dht",
        "dht fly",
        "dht get",
        "dht put key",
        "dht get key --bootstrap host:0",
        "dht get key --bootstrap host:65536",
        "dht get key --bootstrap a:b:c:x",
        "dht get key --where size=3",
        "dht get key --proxy ftp://host",
        "dht get key --network -1",
        "dht node --port 65536",
      })
  void endsWithTwoWhenItIsMisused(String line) {
    assertThat(shell.run(line.split(" "))).isEqualTo(ExitStatus.USAGE);
    assertThat(shell.err()).startsWith("ferry: ");
    assertThat(shell.out()).isEmpty();
  }

  @Test
  void saysThatTheProxyDoesNotAnswer() {
    assertThat(shell.run("dht", "get", "foo", "--proxy", "127.0.0.1:9"))
        .isEqualTo(ExitStatus.UNREACHABLE);
    assertThat(shell.err()).contains("the proxy at 127.0.0.1:9 did not answer", "Next: check");
  }

  private void put(Value value) throws Exception {
    dht.put(InfoHash.ofText("foo"), value, soon());
  }

  /** Waits until a command that runs on another thread has said that. */
  private static void await(Shell shell, String words) throws InterruptedException {
    long deadline = soon();
    while (!shell.out().contains(words)) {
      assertThat(Dhts.tasks().now()).as("%s", shell.out()).isLessThan(deadline);
      Dhts.tasks().sleep(Duration.ofMillis(20).toNanos());
    }
  }

  private static DhtNode node(String bootstrap) {
    try {
      return Dhts.node(
          DhtConfig.standard()
              .with(Interfaces.loopback())
              .withBootstrap(List.of(bootstrap))
              .withPort(0));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String at(DhtNode node) {
    return "127.0.0.1:" + node.addresses().getFirst().getPort();
  }

  private static long soon() {
    return Dhts.tasks().in(Duration.ofSeconds(30).toNanos());
  }
}
