package dev.ferry.bench.peer;

import dev.ferry.bench.row.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two Ferry devices without a server, contacts of each other, with a node of the DHT of their own:
 * run as the command that users run.
 */
public final class FerryAccounts implements AutoCloseable {
  private static final int PATIENCE = 900;
  private static final int KEYS = 120;

  private final Path ferry;
  private final Path folder;
  private final DhtServer.Running node;
  private final Map<String, String> ids = new HashMap<>();

  private FerryAccounts(Path ferry, Path folder, DhtServer.Running node) {
    this.ferry = ferry;
    this.folder = folder;
    this.node = node;
  }

  /** Makes both, and makes them contacts. */
  public static FerryAccounts start(Path ferry, Path folder)
      throws IOException, InterruptedException {
    FerryAccounts accounts = new FerryAccounts(ferry, folder, DhtServer.ours(folder));
    try {
      for (String name : List.of("alice", "bob")) {
        String made = accounts.run(name, List.of("account", "new", "--name", name, "--json"));
        accounts.ids.put(name, JsonText.text(made, "account").orElseThrow());
      }
      accounts.run("alice", List.of("contact", "add", accounts.ids.get("bob"), "--json"));
      accounts.run("bob", List.of("contact", "add", accounts.ids.get("alice"), "--json"));
      return accounts;
    } catch (IOException | InterruptedException | RuntimeException e) {
      accounts.close();
      throw e;
    }
  }

  private String run(String who, List<String> words) throws IOException, InterruptedException {
    try (Child child = child(who, words)) {
      return String.join("\n", child.finish(KEYS));
    }
  }

  private Child child(String who, List<String> words) throws IOException {
    List<String> command = new ArrayList<>(List.of(ferry.toString()));
    command.addAll(words);
    Map<String, String> environment =
        Map.of(
            "FERRY_INTERFACES",
            Loopback.ADDRESS,
            "FERRY_BOOTSTRAP",
            Loopback.ADDRESS + ":" + node.at().getPort(),
            "FERRY_HOME",
            folder.resolve("home-" + who).toString());
    return Child.start(folder, environment, command);
  }

  /**
   * Sends a file from the one to the other.
   *
   * @param into an empty folder, emptied again
   * @return the time from the receiver's consent until it has verified it, and the memory of the
   *     one of the two that holds more
   */
  public Run send(Path file, Path into) throws IOException, InterruptedException {
    try (Child receiver = receiver(into);
        Child sender = sender(file);
        PeakMemory there = PeakMemory.of(receiver.handle());
        PeakMemory here = PeakMemory.of(sender.handle())) {
      sender.finish(PATIENCE);
      List<String> told = receiver.finish(PATIENCE);
      long memory = Math.max(here.bytes(), there.bytes());
      return new Run(FerryPair.seconds(told, file, "ice", "tls"), memory);
    } finally {
      FerryPair.empty(into);
    }
  }

  /**
   * The same.
   *
   * @return the time from the start of the sending command until bytes flow at the receiver
   */
  public Run firstByte(Path file, Path into) throws IOException, InterruptedException {
    try (Child receiver = receiver(into)) {
      Instant begun = Instant.now();
      try (Child sender = sender(file)) {
        sender.finish(PATIENCE);
      }
      for (String line : receiver.finish(PATIENCE)) {
        if (JsonText.has(line, "state", "flowing")) {
          return new Run(Duration.between(begun, FerryPair.time(line)).toNanos() / 1e9, 0);
        }
      }
      throw new IOException("ferry told of no bytes of " + file.getFileName());
    } finally {
      FerryPair.empty(into);
    }
  }

  /**
   * Sends two files, one after the other, by one command.
   *
   * @return the time from the end of the first at the sender until bytes of the second flow at the
   *     receiver
   */
  public Run nextFile(Path first, Path second, Path into) throws IOException, InterruptedException {
    try (Child receiver = receiver(into, List.of())) {
      List<String> told;
      try (Child sender =
          child(
              "alice",
              List.of("send", first.toString(), second.toString(), ids.get("bob"), "--json"))) {
        told = sender.finish(PATIENCE);
      }
      String ended =
          told.stream().filter(l -> JsonText.has(l, "state", "ended")).findFirst().orElseThrow();
      String flowing =
          receiver.await("bytes of the second file", PATIENCE, line -> flows(line, second));
      return new Run(
          Duration.between(FerryPair.time(ended), FerryPair.time(flowing)).toNanos() / 1e9, 0);
    } finally {
      FerryPair.empty(into);
    }
  }

  private static boolean flows(String line, Path file) {
    return JsonText.has(line, "state", "flowing")
        && JsonText.has(line, "file", String.valueOf(file.getFileName()));
  }

  /** One who waits for one file and can be found. */
  private Child receiver(Path into) throws IOException, InterruptedException {
    return receiver(into, List.of("--once"));
  }

  private Child receiver(Path into, List<String> options) throws IOException, InterruptedException {
    List<String> receive = new ArrayList<>(List.of("receive", "--into", into.toString()));
    receive.addAll(List.of("--accept", "all", "--json"));
    receive.addAll(options);
    Child receiver = child("bob", receive);
    try {
      receiver.await("account", 60, line -> JsonText.text(line, "ready").isPresent());
      return receiver;
    } catch (IOException | InterruptedException e) {
      receiver.close();
      throw e;
    }
  }

  private Child sender(Path file) throws IOException {
    return child("alice", List.of("send", file.toString(), ids.get("bob"), "--json"));
  }

  @Override
  public void close() throws InterruptedException {
    node.close();
  }
}
