package dev.ferry.app.demo;

import dev.ferry.identity.AccountId;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Making.Made;
import dev.ferry.io.key.RecordFolder;
import dev.ferry.io.tasks.SystemRandomness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Somebody in the demo: a home with an account of their own, and the commands that run on it.
 *
 * @param folder theirs alone
 * @param node where they enter the DHT
 */
record Person(String name, AccountId account, Path folder, String node, Itself program) {
  private static final String HOME = "home";

  /** Keeps an account in a home, as {@code ferry account new} does. */
  static Person moveIn(String name, Made made, Path folder, String node, Itself program)
      throws IOException {
    Path identity = Files.createDirectories(folder.resolve(HOME)).resolve("identity");
    IdentityStore store = new IdentityStore(new RecordFolder(identity), new SystemRandomness());
    if (!store.create(made, "")) {
      throw new IOException("somebody lives in " + folder + " already");
    }
    return new Person(name, made.device().account(), folder, node, program);
  }

  /** Runs a verb in a process of its own. */
  Child run(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    return Child.start(
        name + "'s ferry " + words[0], program.with(all), folder, environment(folder, node));
  }

  /** What keeps a command on this machine. */
  static Map<String, String> environment(Path folder, String node) {
    return Map.of(
        "FERRY_HOME",
        folder.resolve(HOME).toString(),
        "FERRY_INTERFACES",
        "127.0.0.1",
        "FERRY_BOOTSTRAP",
        node);
  }
}
