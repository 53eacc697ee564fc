package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Ferry and a stock Jami as each other's contacts, and connections that either of them asks for.
 */
@Needs({Program.JAMI, Program.OPENDHT, Program.NAMESPACES})
final class JamiTest {
  private static final int THEIRS = 1;
  private static final int OURS = 2;
  private static final Pattern ACCOUNT = Pattern.compile("\\b[0-9a-f]{40}\\b");

  private Scene scene;
  private Lan lan;
  private Path home;
  private String bootstrap;
  private String ferry;
  private JamiPeer jami;
  private int started;

  @BeforeEach
  void meet(Scene one) throws Exception {
    scene = one;
    lan = Lan.of(scene, 2);
    // On kernels of today jamid stops at its first connection where there are addresses of IPv6.
    lan.onlyIpv4(THEIRS);
    // A Ferry does not mind where there is no IPv6 at all.
    lan.onlyIpv4(OURS);
    home = scene.folder("ferry").resolve("home");
    int port = OpenDht.freePort();
    bootstrap = lan.computer(THEIRS).address().getHostAddress() + ":" + port;
    run(THEIRS, "dhtnode", List.of("dhtnode", "-s", "-p", Integer.toString(port)));
    ChildProcess made = ferry("account", "new", "--name", "Ferry");
    jami = JamiPeer.start(scene, lan.computer(THEIRS), bootstrap);
    done(made);
    ferry = account(done(ferry("id")));
  }

  @Test
  void ferryAsksJamiToBeAContactAndJamiSaysYes() throws Exception {
    assertThat(done(ferry("contact", "add", jami.account(), "--bootstrap", bootstrap)))
        .anyMatch(line -> line.text().contains("1 device was told"));
    jami.awaitRequest(ferry);
    ChildProcess waiting =
        ferry("contact", "requests", "--for", "80", "--once", "--bootstrap", bootstrap);
    jami.accept(ferry);

    waiting.await(
        "a yes",
        JamiPeer.PATIENCE,
        line -> line.text().contains(jami.account() + " is a contact now"));
    connectsBothWays();
    isToldThatJamiTakesNoFiles();
  }

  /** It takes them in conversations only; so the classic offer is declined, too. */
  private void isToldThatJamiTakesNoFiles() throws Exception {
    SampleFile file = SampleFile.create(scene.folder("files"), "song.ogg", 1000);
    ChildProcess send =
        ferry("send", "--json", file.path().toString(), jami.account(), "--bootstrap", bootstrap);
    assertThat(send.exitStatus(JamiPeer.PATIENCE)).isNotZero();
    assertThat(send.lines()).anyMatch(line -> line.text().contains("it is no Ferry"));
  }

  @Test
  void jamiAsksFerryToBeAContactAndFerrySaysYes() throws Exception {
    ChildProcess waiting =
        ferry("contact", "requests", "--for", "80", "--once", "--bootstrap", bootstrap);
    jami.add(ferry);
    waiting.await("a request", JamiPeer.PATIENCE, line -> line.text().contains(jami.account()));
    assertThat(done(ferry("contact", "accept", jami.account(), "--bootstrap", bootstrap)))
        .anyMatch(
            line -> line.text().contains(jami.account() + " is a contact now; 1 device was told"));
    jami.awaitContact(ferry);
    connectsBothWays();
  }

  /** Jami accepts the channel that it calls sip, and none that it does not know. */
  private void connectsBothWays() throws Exception {
    ChildProcess waits = linked();
    told(waits, "ready");
    jami.write(ferry);
    told(waits, "declined sip of " + jami.account());
    told(waits, "accepted sip of " + jami.account());
    told(waits, "heard MESSAGE");
    waits.close();

    ChildProcess asks = linked(jami.account(), "sip", "unheard-of://channel");
    told(asks, "linked " + jami.account());
    told(asks, "open sip");
    told(asks, "closed unheard-of://channel");
    assertThat(asks.exitStatus(JamiPeer.PATIENCE)).isZero();
  }

  private static void told(ChildProcess linked, String words) throws InterruptedException {
    linked.await(words, JamiPeer.PATIENCE, line -> line.text().equals(words));
  }

  /** Ferry's links in a process of its own; ready. */
  private ChildProcess linked(String... asking) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), LinkedFerry.class.getName()));
    command.addAll(List.of(home.toString(), bootstrap));
    command.addAll(List.of(asking));
    return run(OURS, "linked", command);
  }

  private ChildProcess ferry(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(Checkout.ferry().toString()));
    command.addAll(List.of(words));
    return run(OURS, "ferry-" + words[0], command);
  }

  private ChildProcess run(int computer, String program, List<String> command) throws IOException {
    String name = program + "-" + ++started;
    List<String> whole = new ArrayList<>(lan.computer(computer).prefix());
    whole.addAll(command);
    Map<String, String> environment = Map.of("FERRY_HOME", home.toString(), "FERRY_BUILD", "never");
    return scene.keep(ChildProcess.start(name, scene.folder(name), environment, whole));
  }

  private static String account(List<Line> lines) {
    for (Line line : lines) {
      Matcher words = ACCOUNT.matcher(line.text());
      if (words.find()) {
        return words.group();
      }
    }
    throw new AssertionError("no account in " + lines);
  }

  private static List<Line> done(ChildProcess program) throws InterruptedException {
    if (program.exitStatus(JamiPeer.PATIENCE) != 0) {
      throw program.failure("did not end well");
    }
    return program.lines();
  }
}
