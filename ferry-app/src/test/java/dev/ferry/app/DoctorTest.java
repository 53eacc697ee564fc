package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.node.NodeConfig;
import dev.ferry.dht.node.NodeDht;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.OwnDevice;
import dev.ferry.identity.Publishing;
import dev.ferry.io.key.RecordFolder;
import dev.ferry.io.socket.Interfaces;
import dev.ferry.io.socket.SocketNetwork;
import dev.ferry.io.tasks.RealTasks;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.World;
import dev.ferry.sim.turn.SimTurn;
import dev.ferry.sim.turn.TurnHabits;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On loopback, with a relay in this process. */
class DoctorTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private static final World HOST =
      new World(new RealTasks(), new SocketNetwork(Interfaces.loopback()), new SystemRandomness());

  @TempDir Path folder;

  private Shell shell() {
    return new Shell(folder).with("FERRY_INTERFACES", "127.0.0.1").with("FERRY_BOOTSTRAP", "none");
  }

  private static SimTurn relay(TurnHabits habits) throws Exception {
    return SimTurn.start(HOST, habits, new InetSocketAddress(LOOPBACK, 0));
  }

  private static String uri(SimTurn server) {
    return "turn:127.0.0.1:" + server.addresses().getFirst().getPort() + "?transport=tcp";
  }

  @Test
  void saysWhatIsThereAndWhatToDo() {
    Shell shell = shell();

    assertThat(shell.run("doctor")).isZero();

    assertThat(shell.out())
        .contains("· XMPP: no account on this device")
        .contains("✓ IPv4: 127.0.0.1 (private)")
        .contains("· IPv6: none")
        .contains("· Router: gives no port")
        .contains("NAT, TCP: not known, no server to ask")
        .contains("It is not known whether files can go directly")
        .contains("Next: add an account: ferry account add you@example.org")
        .contains("Next: name a STUN server in FERRY_ICE_SERVERS");
  }

  @Test
  void asksTheServersOfTheEnvironment() throws Exception {
    try (SimTurn server = relay(TurnHabits.USUAL)) {
      Shell shell = shell().with("FERRY_ICE_SERVERS", uri(server) + "#user:pass");

      assertThat(shell.run("doctor")).isZero();

      assertThat(shell.out())
          .containsPattern("✓ turn:127.0.0.1:\\d+\\?transport=tcp: sees us as 127.0.0.1:\\d+")
          .containsPattern("✓ turn:127.0.0.1:\\d+\\?transport=tcp: relays from 127.0.0.1:\\d+")
          .contains("✓ NAT, TCP: none")
          .contains("Files go directly to most people. The rest goes through the relay.")
          .doesNotContain("name a relay")
          .doesNotContain("pass\n");
    }
  }

  /** A node of a DHT, at a port that is free, that begins with those. */
  private static DhtNode node(String... others) throws Exception {
    var at = new InetSocketAddress(LOOPBACK, 0);
    return DhtNode.start(
        HOST,
        NodeConfig.full(HOST.random()),
        dev.ferry.dht.node.Surroundings.at(at, List.of(others)));
  }

  private static String place(DhtNode node) {
    return "127.0.0.1:" + node.addresses().getFirst().getPort();
  }

  @Test
  void asksTheNodesOfTheDht() throws Exception {
    try (DhtNode node = node()) {
      String place = place(node);
      Shell shell = shell().with("FERRY_BOOTSTRAP", place + ", nowhere.invalid:x");

      assertThat(shell.run("doctor")).isZero();

      assertThat(shell.out())
          .contains("✓ DHT " + place + ": answers at " + place + ", sees us as 127.0.0.1, ")
          .contains("✗ DHT nowhere.invalid:x: that is no place of a node");
    }
  }

  /** One that Jami exported; its device here has keys of its own. */
  private Path export() throws Exception {
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("jami.gz"))) {
      Path file = folder.resolve("jami.gz");
      Files.copy(in, file);
      return file;
    }
  }

  @Test
  void tellsWhetherTheDhtKnowsTheAccountWithoutAServer() throws Exception {
    Shell shell = shell();
    assertThat(shell.run("account", "import", export().toString())).as(shell.err()).isZero();
    try (DhtNode node = node();
        DhtNode other = node(place(node))) {
      shell.with("FERRY_BOOTSTRAP", place(node));

      assertThat(shell.run("doctor")).isZero();
      assertThat(shell.out())
          .containsPattern("✓ DHT: entered, [12] of its nodes answer")
          .containsPattern("· Account \\p{XDigit}{40}: the DHT knows 0 of its devices, and not")
          .doesNotContain("add an account");

      Path identity = shell.home().folder().resolve("identity");
      IdentityStore store = new IdentityStore(new RecordFolder(identity), OwnIdentity.RANDOM);
      OwnDevice device = store.open("").orElseThrow().device();
      long soon = HOST.tasks().in(Duration.ofSeconds(30).toNanos());
      assertThat(other.awaitConnected(soon)).isTrue();
      try (Publishing _ =
          Publishing.start(new NodeDht(other, HOST.random()), device, Optional.empty(), soon)) {
        assertThat(shell.run("doctor", "--json")).isZero();
      }
      assertThat(shell.out())
          .containsPattern("\"fact\":\"account-in-dht\".*\"devices\":1,\"here\":true");
    }
  }

  @Test
  void saysWhatToDoWhereNobodyOfTheDhtAnswers() throws Exception {
    Shell shell = shell();
    assertThat(shell.run("account", "import", export().toString())).as(shell.err()).isZero();

    assertThat(shell.run("doctor")).isZero();

    assertThat(shell.out())
        .contains("✗ DHT: no node answered")
        .contains("Next: let UDP pass to the nodes of the DHT");
  }

  @Test
  void tellsAWrongPasswordFromADeadServer() throws Exception {
    try (SimTurn server = relay(TurnHabits.USUAL);
        ServerSocket closed = new ServerSocket(0, 1, LOOPBACK)) {
      int port = closed.getLocalPort();
      closed.close();
      Shell shell =
          shell().with("FERRY_ICE_SERVERS", uri(server) + "#user:guess stun:127.0.0.1:" + port);

      assertThat(shell.run("doctor")).isZero();

      assertThat(shell.out())
          .contains("✗ no relay: turn:127.0.0.1:")
          .contains("the login is missing or wrong, check name and password")
          .doesNotContain("guess")
          .contains("✗ stun:127.0.0.1:" + port + ": cannot connect")
          .contains("Next: take the server that fails out")
          .contains("Next: name a relay");
    }
  }

  @Test
  void tellsProgramsTheSame() throws Exception {
    try (SimTurn server = relay(TurnHabits.USUAL)) {
      Shell shell = shell().with("FERRY_ICE_SERVERS", uri(server) + "#user:pass");

      assertThat(shell.run("doctor", "--json")).isZero();

      assertThat(shell.out().lines())
          .allMatch(line -> line.startsWith("{\"fact\":\"") && line.endsWith("}"))
          .contains("{\"fact\":\"no-account\"}", "{\"fact\":\"addresses\",\"own\":[\"127.0.0.1\"]}")
          .anyMatch(line -> line.contains("\"server-relays\""))
          .last()
          .asString()
          .contains("\"direct\":\"most\",\"relay\":true,\"advice\":[\"add-an-account\"]");
    }
  }

  @Test
  void needsAnAccountToLookAtSomebody() {
    Shell shell = shell();

    assertThat(shell.run("doctor", "bob@example.org")).isEqualTo(2);
    assertThat(shell.err()).contains("no account on this device to look for bob@example.org");
  }

  @Test
  void namesAnInterfaceThatIsNotThere() {
    Shell shell = shell();

    assertThat(shell.run("doctor", "--interface", "nowhere9")).isEqualTo(1);
    assertThat(shell.err()).contains("nowhere9").contains("check --interface");
  }
}
