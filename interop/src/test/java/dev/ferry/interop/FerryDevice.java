package dev.ferry.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A home of Ferry with one account, as a user would set it up, and the commands run on it. */
final class FerryDevice {
  private static final Duration COMMAND = Duration.ofSeconds(30);

  private final Scene scene;
  private final String name;
  private final Path folder;
  private final InetAddress address;
  private final List<String> prefix;
  private final Map<String, String> confines = new HashMap<>();

  private FerryDevice(
      Scene scene, String name, Path folder, InetAddress address, List<String> prefix) {
    this.scene = scene;
    this.name = name;
    this.folder = folder;
    this.address = address;
    this.prefix = prefix;
  }

  /** A device that signs in to {@code server} as {@code account}. */
  static FerryDevice create(Scene scene, XmppServer server, String account)
      throws IOException, InterruptedException {
    return create(scene, server, server.address(), account);
  }

  /** The same, but what it connects to is {@code door}, which leads to the server. */
  static FerryDevice create(Scene scene, XmppServer server, InetSocketAddress door, String account)
      throws IOException, InterruptedException {
    return create(scene, server, door, account, account);
  }

  /** One of several devices of an account. */
  static FerryDevice another(Scene scene, XmppServer server, String account, String device)
      throws IOException, InterruptedException {
    return create(scene, server, server.address(), account, account + "-" + device);
  }

  /** One on a computer of its own. */
  static FerryDevice create(Scene scene, XmppServer server, Lan.Computer computer, String account)
      throws IOException, InterruptedException {
    return new FerryDevice(
            scene, "ferry-" + account, scene.folder(account), computer.address(), computer.prefix())
        .signedUp(server, server.address(), account);
  }

  private static FerryDevice create(
      Scene scene, XmppServer server, InetSocketAddress door, String account, String name)
      throws IOException, InterruptedException {
    return new FerryDevice(
            scene, "ferry-" + name, scene.folder(name), Loopback.address(), List.of())
        .signedUp(server, door, account);
  }

  /** One without an account, which begins with that node of the DHT, or with none. */
  static FerryDevice empty(
      Scene scene, String name, InetAddress address, List<String> prefix, String bootstrap)
      throws IOException {
    FerryDevice device =
        new FerryDevice(scene, "ferry-" + name, scene.folder(name), address, prefix);
    device.confines.put("FERRY_BOOTSTRAP", bootstrap);
    return device;
  }

  /** The same device, which from now on begins with that node of the DHT. */
  FerryDevice beginningWith(String bootstrap) {
    confines.put("FERRY_BOOTSTRAP", bootstrap);
    return this;
  }

  /** The same device, which from now on uses whatever address its computer has. */
  FerryDevice everywhere() {
    confines.put("FERRY_INTERFACES", "");
    return this;
  }

  /** Its data folder. */
  Path home() {
    return folder.resolve("home");
  }

  /** Starts {@code ferry dht node}. */
  ChildProcess node() throws IOException {
    return run(List.of("dht", "node", "--json"));
  }

  /** Starts {@code ferry node} for its page and commands. */
  ChildProcess stay(Path into, String accept) throws IOException {
    return run(List.of("node", "--json", "--into", into.toString(), "--accept", accept));
  }

  /** Runs a command to its end, which must be with that status; gives what it said. */
  List<Line> say(int status, String... words) throws IOException, InterruptedException {
    ChildProcess done = run(List.of(words));
    if (done.exitStatus(COMMAND) != status) {
      throw done.failure("should have ended with status " + status);
    }
    return done.lines();
  }

  /** Runs {@code ferry contact} until it has ended well. */
  void contact(String verb, String account, String... options)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("contact", verb, account));
    Collections.addAll(words, options);
    ChildProcess done = run(words);
    if (done.exitStatus(COMMAND) != 0) {
      throw done.failure("not done");
    }
  }

  private FerryDevice signedUp(XmppServer server, InetSocketAddress door, String account)
      throws IOException, InterruptedException {
    Path password = folder.resolve("password");
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, XmppServer.PASSWORD + "\n");
    List<String> words = new ArrayList<>(List.of("account", "add", XmppServer.jid(account)));
    Collections.addAll(words, "--password-file", password.toString());
    Collections.addAll(words, "--server", Loopback.text(door));
    Collections.addAll(words, "--trust-certificate", server.trusted().toString());
    ChildProcess added = run(words);
    if (added.exitStatus(COMMAND) != 0) {
      throw added.failure("account not added");
    }
    return this;
  }

  /** The same device, whose account from now on has an OpenPGP key. */
  FerryDevice withOpenPgp() throws IOException, InterruptedException {
    confines.put("FERRY_PASSPHRASE", "many words of " + name);
    ChildProcess made = run(List.of("account", "openpgp", "new"));
    if (made.exitStatus(COMMAND) != 0) {
      throw made.failure("no OpenPGP key");
    }
    return this;
  }

  /** The same device, which from now on can connect to the server alone. */
  FerryDevice island(XmppServer server) throws IOException, InterruptedException {
    confines.put("LD_PRELOAD", Shim.loopback(folder).toString());
    confines.putAll(Shim.confines(address.getHostAddress(), server));
    confines.putAll(Shim.ISLAND);
    return this;
  }

  /** Starts {@code ferry send}. */
  FerryProcess send(SampleFile file, String peer, String... options) throws IOException {
    return send(file.path(), peer, options);
  }

  /** Starts {@code ferry send} to several. */
  FerryProcess sendToAll(SampleFile file, String... peers) throws IOException {
    List<String> words = new ArrayList<>(List.of("send", file.path().toString()));
    Collections.addAll(words, peers);
    words.add("--json");
    return new FerryProcess(run(words));
  }

  /** The same for any file or folder. */
  FerryProcess send(Path path, String peer, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("send", path.toString(), peer, "--json"));
    Collections.addAll(words, options);
    return new FerryProcess(run(words));
  }

  /** Starts {@code ferry send} to whoever is told the code that it shows. */
  FerryProcess sendByCode(SampleFile file) throws IOException {
    return new FerryProcess(run(List.of("send", file.path().toString(), "--json")));
  }

  /** Starts {@code ferry receive} with a code. */
  FerryProcess receiveByCode(String code, Path into) throws IOException {
    return startReceiving(into, code);
  }

  /** The same device, which from now on knows these STUN and TURN servers. */
  FerryDevice knowing(String servers) {
    confines.put("FERRY_ICE_SERVERS", servers);
    return this;
  }

  /** Starts {@code ferry doctor} for a peer. */
  ChildProcess doctor(String peer) throws IOException {
    return run(List.of("doctor", peer, "--json"));
  }

  /** Starts {@code ferry resume}. */
  FerryProcess resume() throws IOException {
    return new FerryProcess(run(List.of("resume", "--json")));
  }

  /** Starts {@code ferry receive} for one transfer, and waits until it can be reached. */
  FerryProcess receive(Path into, String... options) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("--once"));
    Collections.addAll(words, options);
    return receiveAll(into, words.toArray(String[]::new));
  }

  /** Starts {@code ferry receive} for whatever comes, and waits until it can be reached. */
  FerryProcess receiveAll(Path into, String... options) throws IOException, InterruptedException {
    FerryProcess receiver = startReceiving(into, options);
    receiver.awaitReady();
    return receiver;
  }

  /** The same, without waiting. */
  FerryProcess startReceiving(Path into, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("receive", "--into", into.toString()));
    Collections.addAll(words, "--accept", "all", "--json");
    Collections.addAll(words, options);
    return new FerryProcess(run(words));
  }

  /** Starts {@code ferry receive} where nobody can be asked, and so declines all that comes. */
  FerryProcess decline(Path into) throws IOException, InterruptedException {
    FerryProcess receiver =
        new FerryProcess(
            run(List.of("receive", "--into", into.toString(), "--accept", "ask", "--json")));
    receiver.awaitReady();
    return receiver;
  }

  /** Starts {@code ferry again} for a transfer that was offered to this device. */
  FerryProcess again(String transfer, Path into) throws IOException {
    return new FerryProcess(run(List.of("again", transfer, "--into", into.toString(), "--json")));
  }

  /** What {@code ferry again} lists. */
  List<Line> offered() throws IOException, InterruptedException {
    ChildProcess listed = run(List.of("again", "--json"));
    if (listed.exitStatus(COMMAND) != 0) {
      throw listed.failure("not listed");
    }
    return listed.lines();
  }

  /** Runs {@code ferry contact verify} with a fingerprint. */
  void verify(String contact, String fingerprint) throws IOException, InterruptedException {
    ChildProcess verified = run(List.of("contact", "verify", XmppServer.jid(contact), fingerprint));
    if (verified.exitStatus(COMMAND) != 0) {
      throw verified.failure("not verified");
    }
  }

  private ChildProcess run(List<String> words) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Checkout.ferry().toString());
    command.addAll(words);
    Map<String, String> environment = new HashMap<>(confines);
    environment.put("FERRY_HOME", home().toString());
    environment.putIfAbsent("FERRY_INTERFACES", address.getHostAddress());
    // The public nodes are not asked whether they are there.
    environment.putIfAbsent("FERRY_BOOTSTRAP", "none");
    // The rows run after the build, and within it.
    environment.put("FERRY_BUILD", "never");
    return scene.keep(
        ChildProcess.start(name + "-" + words.getFirst(), folder, environment, command));
  }
}
