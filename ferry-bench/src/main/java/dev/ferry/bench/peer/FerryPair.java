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

  private Run send(Path file, Path into, String via, String rule, String encryption)
      throws IOException, InterruptedException {
    List<String> receive = new ArrayList<>(List.of("receive", "--into", into.toString()));
    receive.addAll(List.of("--accept", "all", "--once", "--json"));
    try (Child receiver = start("bob", receive)) {
      String ready =
          receiver.await("sign-in", 60, line -> JsonText.text(line, "ready").isPresent());
      String peer = JsonText.text(ready, "ready").orElseThrow();
      List<String> send =
          List.of("send", file.toString(), peer, "--via", via, "--encrypt", rule, "--json");
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

  private static double seconds(List<String> told, Path file, String via, String encryption)
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
    String accepted =
        told.stream()
            .filter(line -> JsonText.has(line, "state", "connecting"))
            .findFirst()
            .orElseThrow(() -> new IOException("ferry told of no consent"));
    return Duration.between(time(accepted), time(ended)).toNanos() / 1e9;
  }

  private static Instant time(String line) throws IOException {
    return JsonText.text(line, "time")
        .map(Instant::parse)
        .orElseThrow(() -> new IOException("a line without a time: " + line));
  }

  private static void empty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Folders.delete(file);
      }
    }
  }
}
