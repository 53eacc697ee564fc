package dev.ferry.bench.peer;

import dev.ferry.bench.row.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Two Ferry devices with an account each on one server, run as the command that users run. */
public final class FerryPair {
  /** The accounts that the server must have. */
  public static final List<String> ACCOUNTS = List.of("alice", "bob");

  private static final int PATIENCE = 900;

  private final Path ferry;
  private final Path folder;
  private final Map<String, String> environment;

  private FerryPair(Path ferry, Path folder, Map<String, String> environment) {
    this.ferry = ferry;
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * Sets both devices up.
   *
   * @param options for the JVM of each
   */
  public static FerryPair on(Prosody server, Path ferry, Path folder, String options)
      throws IOException, InterruptedException {
    String inherited = System.getenv().getOrDefault("FERRY_OPTS", "");
    Map<String, String> environment =
        Map.of(
            "FERRY_OPTS",
            (inherited + " " + options).strip(),
            "FERRY_INTERFACES",
            Loopback.ADDRESS);
    FerryPair pair = new FerryPair(ferry, folder, environment);
    Path password = folder.resolve("password");
    Files.deleteIfExists(password);
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, Prosody.PASSWORD + "\n");
    for (String account : ACCOUNTS) {
      List<String> add = new ArrayList<>(List.of("account", "add", account + "@localhost"));
      add.addAll(List.of("--password-file", password.toString()));
      add.addAll(List.of("--server", server.address()));
      add.addAll(List.of("--trust-certificate", server.certificate().toString()));
      try (Child child = pair.start(account, add)) {
        child.finish(60);
      }
    }
    return pair;
  }

  /** The same two, who may ask for relays there. */
  public FerryPair knowing(Coturn relay) {
    Map<String, String> more = new HashMap<>(environment);
    more.put("FERRY_ICE_SERVERS", relay.text());
    return new FerryPair(ferry, folder, more);
  }

  private Child start(String account, List<String> words) throws IOException {
    List<String> command = new ArrayList<>(List.of(ferry.toString()));
    command.addAll(words);
    Map<String, String> all = new HashMap<>(environment);
    all.put("FERRY_HOME", folder.resolve("home-" + account).toString());
    return Child.start(folder, all, command);
  }

  /**
   * Sends a file or folder from the one to the other, in clear.
   *
   * @param into an empty folder, emptied again
   * @param via the only route allowed
   * @return the time from the receiver's consent until it has verified it, and the memory of the
   *     one of the two that holds more
   */
  public Run send(Path file, Path into, String via) throws IOException, InterruptedException {
    return send(file, into, via, "off", "none");
  }

  /** The same, encrypted between the devices. */
  public Run sendEncrypted(Path file, Path into, String via)
      throws IOException, InterruptedException {
    return send(file, into, via, "required", "xtls");
  }

  /** The same, by JET with OMEMO. */
  public Run sendSealed(Path file, Path into, String via) throws IOException, InterruptedException {
    return send(file, into, via, "required", "jet-omemo", "--encrypt-with", "omemo");
  }

  /**
   * Goes on with a file of which the folder has a part.
   *
   * @return the time from the receiver's consent until it has more than {@code before} bytes
   */
  public Run resume(Path file, Path into, long before) throws IOException, InterruptedException {
    try (Child receiver = receiver(into)) {
      String peer = ready(receiver);
      List<String> send =
          List.of("send", file.toString(), peer, "--via", "direct", "--encrypt", "off", "--json");
      try (Child sender = start("alice", send)) {
        sender.finish(PATIENCE);
        List<String> told = receiver.finish(PATIENCE);
        double whole = seconds(told, file, "direct", "none");
        double first = firstBytes(told, before);
        if (first > whole) {
          throw new IOException("ferry told of bytes after the end");
        }
        return new Run(first, 0);
      }
    } finally {
      empty(into);
    }
  }

  private static double firstBytes(List<String> told, long before) throws IOException {
    for (String line : told) {
      boolean flows = JsonText.has(line, "state", "flowing");
      if (flows && JsonText.number(line, "bytes").orElse(0) > before) {
        return Duration.between(time(accepted(told)), time(line)).toNanos() / 1e9;
      }
    }
    throw new IOException("ferry told of no bytes past " + before);
  }

  private Child receiver(Path into) throws IOException {
    List<String> receive = new ArrayList<>(List.of("receive", "--into", into.toString()));
    receive.addAll(List.of("--accept", "all", "--once", "--json"));
    return start("bob", receive);
  }

  private static String ready(Child receiver) throws IOException, InterruptedException {
    String ready = receiver.await("sign-in", 60, line -> JsonText.text(line, "ready").isPresent());
    return JsonText.text(ready, "ready").orElseThrow();
  }

  private Run send(Path file, Path into, String via, String rule, String encryption, String... more)
      throws IOException, InterruptedException {
    try (Child receiver = receiver(into)) {
      String peer = ready(receiver);
      List<String> send =
          new ArrayList<>(
              List.of("send", file.toString(), peer, "--via", via, "--encrypt", rule, "--json"));
      send.addAll(List.of(more));
      try (Child sender = start("alice", send);
          PeakMemory there = PeakMemory.of(receiver.handle());
          PeakMemory here = PeakMemory.of(sender.handle())) {
        sender.finish(PATIENCE);
        List<String> told = receiver.finish(PATIENCE);
        long memory = Math.max(here.bytes(), there.bytes());
        return new Run(seconds(told, file, via, encryption), memory);
      }
    } finally {
      empty(into);
    }
  }

  static double seconds(List<String> told, Path file, String via, String encryption)
      throws IOException {
    String ended =
        told.stream()
            .filter(line -> JsonText.has(line, "state", "ended"))
            .findFirst()
            .orElseThrow(() -> new IOException("ferry told no end"));
    boolean verified =
        JsonText.has(ended, "reason", "completed")
            && JsonText.has(ended, "verified", "hash")
            && JsonText.has(ended, "route", via)
            && JsonText.has(ended, "encryption", encryption);
    if (!verified) {
      throw new IOException("ferry did not bring " + file.getFileName() + " verified: " + ended);
    }
    return Duration.between(time(accepted(told)), time(ended)).toNanos() / 1e9;
  }

  /** A consent that was over before it could be told is taken for as early as the offer. */
  private static String accepted(List<String> told) throws IOException {
    return Stream.of("connecting", "offered")
        .flatMap(state -> told.stream().filter(line -> JsonText.has(line, "state", state)))
        .findFirst()
        .orElseThrow(() -> new IOException("ferry told of no consent"));
  }

  static Instant time(String line) throws IOException {
    return JsonText.text(line, "time")
        .map(Instant::parse)
        .orElseThrow(() -> new IOException("a line without a time: " + line));
  }

  static void empty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Folders.delete(file);
      }
    }
  }
}
