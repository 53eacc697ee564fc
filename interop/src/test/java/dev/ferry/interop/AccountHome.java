package dev.ferry.interop;

import dev.ferry.identity.AccountId;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Standing.Event;
import dev.ferry.io.key.RecordFolder;
import dev.ferry.io.tasks.SystemRandomness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A home of Ferry with an account that needs no server, on a computer of its own, and the commands
 * run on it.
 */
final class AccountHome {
  private static final Duration COMMAND = Duration.ofSeconds(60);

  private final Scene scene;
  private final String name;
  private final Path folder;
  private final List<String> prefix;
  private String account = "";

  private AccountHome(Scene scene, String name, Path folder, List<String> prefix) {
    this.scene = scene;
    this.name = name;
    this.folder = folder;
    this.prefix = prefix;
  }

  /** A home without an account. */
  static AccountHome at(Scene scene, String name, List<String> prefix) throws IOException {
    return new AccountHome(scene, name, scene.folder("home-" + name), prefix);
  }

  /** Makes the account, which takes some seconds, on a computer that those commands lead to. */
  static AccountHome make(Scene scene, String name, List<String> prefix)
      throws IOException, InterruptedException {
    return make(scene, name, scene.folder("home-" + name), prefix);
  }

  /** The same in that folder. */
  static AccountHome make(Scene scene, String name, Path folder, List<String> prefix)
      throws IOException, InterruptedException {
    AccountHome made = new AccountHome(scene, name, folder, prefix);
    ChildProcess command = made.done("account", "new", "--name", name, "--json");
    made.account = command.lines().getFirst().text("account");
    return made;
  }

  /** What others type. */
  String account() {
    return account;
  }

  /** The folder FERRY_HOME. */
  Path path() {
    return folder;
  }

  /** Makes the two contacts of each other, as if they had asked and said yes. */
  void befriend(AccountHome other) throws IOException {
    know(other);
    other.know(this);
  }

  private void know(AccountHome other) throws IOException {
    var store =
        new IdentityStore(new RecordFolder(folder.resolve("identity")), new SystemRandomness());
    AccountId them = AccountId.parse(other.account).orElseThrow();
    store.on(them, new Event.UserAdded());
    store.on(them, new Event.PeerConfirmed(""));
  }

  /** Asks another account to be a contact, or says yes to it. */
  void add(AccountHome other) throws IOException, InterruptedException {
    done("contact", "add", other.account);
  }

  /** Starts {@code ferry receive} for one transfer; it can be reached once others are there. */
  FerryProcess receive(Path into) throws IOException {
    return new FerryProcess(
        run("receive", "--once", "--into", into.toString(), "--accept", "contacts", "--json"));
  }

  /** Starts a node of the DHT that waits for others. */
  void node() throws IOException, InterruptedException {
    run("dht", "node").await("being ready", COMMAND, line -> line.text().startsWith("Node "));
  }

  /** Starts {@code ferry send}. */
  FerryProcess send(Path file, AccountHome to) throws IOException {
    return new FerryProcess(run("send", file.toString(), to.account, "--json"));
  }

  /** Starts {@code ferry send} to whoever is told the code that it shows. */
  FerryProcess sendByCode(Path file) throws IOException {
    return new FerryProcess(run("send", file.toString(), "--json"));
  }

  /** Starts {@code ferry receive} with a code. */
  FerryProcess receiveByCode(String code, Path into) throws IOException {
    return new FerryProcess(
        run("receive", code, "--into", into.toString(), "--accept", "all", "--json"));
  }

  private ChildProcess done(String... words) throws IOException, InterruptedException {
    ChildProcess command = run(words);
    if (command.exitStatus(COMMAND) != 0) {
      throw command.failure("not done: " + String.join(" ", words));
    }
    return command;
  }

  private ChildProcess run(String... words) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Checkout.ferry().toString());
    command.addAll(List.of(words));
    Map<String, String> environment =
        Map.of("FERRY_HOME", folder.toString(), "FERRY_BOOTSTRAP", "none", "FERRY_BUILD", "never");
    return scene.keep(
        ChildProcess.start(name + "-" + words[0], scene.folder(name), environment, command));
  }
}
