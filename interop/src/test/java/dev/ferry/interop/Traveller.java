package dev.ferry.interop;

import dev.ferry.ice.Candidate;
import dev.ferry.ice.Found;
import dev.ferry.ice.IceAgent;
import dev.ferry.ice.IceFailure;
import dev.ferry.ice.IceSettings;
import dev.ferry.ice.Role;
import dev.ferry.ice.server.Login;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.StunServer.Carriage;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.io.socket.Interfaces;
import dev.ferry.io.socket.SocketNetwork;
import dev.ferry.io.tasks.RealTasks;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import dev.ferry.transport.AddressRule;
import dev.ferry.transport.IceMessage;
import dev.ferry.transport.IceWire;
import java.io.BufferedReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * One of two hosts that meet: says its candidates on the output, reads the other's from the input,
 * then sends 20 MB, or takes them and says what came. Its report is one line on descriptor 3.
 */
final class Traveller {
  /** In the environment: milliseconds that the controlled one waits before it begins. */
  static final String LATE = "NETWORKS_LATE";

  private static final long SECOND = 1_000_000_000L;
  private static final int BYTES = 20_000_000;
  private static final int PIECE = 64 << 10;

  private final Tasks tasks;
  private final IceAgent agent;
  private final boolean controlling;
  private final PrintStream out;

  private Traveller(World world, boolean controlling, PrintStream out) {
    this.tasks = world.tasks();
    this.controlling = controlling;
    this.out = out;
    var local = world.network().local();
    this.agent =
        new IceAgent(
            world,
            new IceSettings(
                List.of(server(3478), server(443)), TlsLayer.NONE, true, true, List.of(443)),
            controlling ? Role.CONTROLLING : Role.CONTROLLED,
            (to, own) -> new AddressRule(local, own).refusal(to));
  }

  private static StunServer server(int port) {
    return new StunServer(true, Carriage.TCP, "server", port, Optional.of(new Login("u", "p")));
  }

  /** Its argument is its role. */
  public static void main(String[] arguments) throws Exception {
    World world =
        new World(new RealTasks(), new SocketNetwork(Interfaces.all()), new SystemRandomness());
    String report;
    int status = 1;
    boolean controlling = arguments[0].equals("controlling");
    try {
      report = new Traveller(world, controlling, System.out).travel();
      status = 0;
    } catch (IceFailure none) {
      report = "no way: " + none.getMessage() + " " + none.tried();
    } catch (IOException broken) {
      report = "broken: " + broken.getMessage();
    }
    try (Writer third = new FileWriter("/proc/self/fd/3", StandardCharsets.UTF_8)) {
      third.write(arguments[0] + " " + report + "\n");
    }
    System.exit(status);
  }

  private String travel() throws IOException, IceFailure, InterruptedException {
    agent.gather(tasks.in(SECOND));
    boolean complete = agent.isGathered();
    int known = tell(0, complete);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    hear(line(in));
    tasks.fork(
        "reads more",
        () -> {
          while (true) {
            hear(line(in));
          }
        });
    if (!complete) {
      tasks.fork("tells more", () -> tellMore(known));
    }
    if (!controlling) {
      tasks.sleep(Long.parseLong(System.getenv().getOrDefault(LATE, "0")) * SECOND / 1000);
    }
    long before = tasks.now();
    Found found = agent.connect(true, tasks.in(30 * SECOND));
    long millis = (tasks.now() - before) / 1_000_000;
    String digest = controlling ? send(found.stream()) : receive(found.stream());
    found.stream().close();
    return (found.relayed() ? "relayed " : "direct ") + digest + " after " + millis + " ms";
  }

  private int tell(int known, boolean complete) {
    List<Candidate> all = agent.candidates();
    var message =
        new IceMessage(
            Optional.of(agent.credentials()), all.subList(known, all.size()), complete, true);
    out.println(IceWire.write(message));
    out.flush();
    return all.size();
  }

  private void tellMore(int first) throws InterruptedException {
    int known = first;
    boolean complete = false;
    while (!complete) {
      agent.awaitMore(known, tasks.in(10 * SECOND));
      complete = agent.isGathered();
      known = tell(known, complete);
    }
  }

  private static String line(BufferedReader in) throws IOException {
    return Optional.ofNullable(in.readLine())
        .orElseThrow(() -> new IOException("the other one says no more"));
  }

  private void hear(String line) throws IOException {
    Xml element = XmlText.read(line).orElseThrow(() -> new IOException("not said: " + line));
    IceMessage message = IceWire.read(element).orElseThrow();
    message.credentials().ifPresent(agent::meet);
    agent.hear(message.candidates());
    if (message.complete()) {
      agent.heardAll();
    }
  }

  private static String send(ByteStream to) throws IOException, InterruptedException {
    Random random = new Random(7);
    byte[] piece = new byte[PIECE];
    MessageDigest digest = sha256();
    for (int left = BYTES; left > 0; left -= Math.min(left, PIECE)) {
      random.nextBytes(piece);
      int count = Math.min(left, PIECE);
      digest.update(piece, 0, count);
      to.write(ByteBuffer.wrap(piece, 0, count));
    }
    to.closeOutput();
    byte[] theirs = readAll(to);
    String mine = HexFormat.of().formatHex(digest.digest());
    if (!mine.equals(new String(theirs, StandardCharsets.US_ASCII))) {
      throw new IOException("something else arrived");
    }
    return mine;
  }

  private static String receive(ByteStream from) throws IOException, InterruptedException {
    MessageDigest digest = sha256();
    ByteBuffer into = ByteBuffer.allocate(PIECE);
    long all = 0;
    for (int n = from.read(into); n >= 0; n = from.read(into.clear())) {
      all += n;
      digest.update(into.flip());
    }
    if (all != BYTES) {
      throw new IOException(all + " bytes arrived");
    }
    String hash = HexFormat.of().formatHex(digest.digest());
    from.write(ByteBuffer.wrap(hash.getBytes(StandardCharsets.US_ASCII)));
    from.closeOutput();
    return hash;
  }

  private static byte[] readAll(ByteStream from) throws IOException, InterruptedException {
    List<Byte> all = new ArrayList<>();
    ByteBuffer into = ByteBuffer.allocate(1000);
    for (int n = from.read(into); n >= 0; n = from.read(into.clear())) {
      into.flip();
      while (into.hasRemaining()) {
        all.add(into.get());
      }
    }
    byte[] bytes = new byte[all.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = all.get(i);
    }
    return bytes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
