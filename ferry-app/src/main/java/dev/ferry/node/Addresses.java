package dev.ferry.node;

import dev.ferry.app.account.PrivateFiles;
import dev.ferry.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file of the addresses at servers that the user knows, and of the accounts without a server
 * whose key a person has compared. Any thread may call.
 */
final class Addresses {
  private static final String FILE = "contacts.json";

  /** Somebody at a server; the name is empty where the user gave none. */
  record Known(String name, boolean blocked) {}

  private final Path folder;
  private final Map<String, Known> known = new LinkedHashMap<>();
  private final Set<String> compared = new LinkedHashSet<>();

  private Addresses(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads it, where it is.
   *
   * @throws IOException when it cannot be read, saying what to do
   */
  static Addresses in(Path folder) throws IOException {
    Addresses all = new Addresses(folder);
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      Json.parse(PrivateFiles.read(file))
          .orElseThrow(() -> new IOException(file + " is damaged; mend it or remove it"))
          .members()
          .forEach(all::read);
    }
    return all;
  }

  private void read(String id, Json one) {
    if (one instanceof Json.Obj of && of.truth("compared")) {
      compared.add(id);
    } else if (one instanceof Json.Obj of) {
      known.put(id, new Known(of.text("name").orElse(""), of.truth("blocked")));
    }
  }

  private void write() throws IOException {
    Fields all = new Fields();
    known.forEach((jid, one) ->
        all.put(jid, new Fields().put("name", one.name()).put("blocked", one.blocked()).object()));
    compared.forEach(id -> all.put(id, new Fields().put("compared", true).object()));
    PrivateFiles.write(folder, FILE, Texts.utf8(all.object().write() + "\n"));
  }

  synchronized Map<String, Known> all() {
    return new LinkedHashMap<>(known);
  }

  synchronized Optional<Known> of(String jid) {
    return Optional.ofNullable(known.get(jid));
  }

  synchronized void put(String jid, Known one) throws IOException {
    known.put(jid, one);
    write();
  }

  synchronized void remove(String jid) throws IOException {
    known.remove(jid);
    write();
  }

  synchronized boolean isCompared(String account) {
    return compared.contains(account);
  }

  /** A person has compared the key of an account without a server. */
  synchronized void compared(String account) throws IOException {
    compared.add(account);
    write();
  }
}
