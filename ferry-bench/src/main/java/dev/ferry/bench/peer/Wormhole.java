package dev.ferry.bench.peer;

import dev.ferry.bench.row.Run;
import dev.ferry.bench.row.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * magic-wormhole with a mailbox server and a transit relay of its own on loopback; its two sides
 * connect to each other directly, and encrypt.
 */
public final class Wormhole implements AutoCloseable {
  private static final int PATIENCE = 900;

  private final Path program;
  private final Path folder;
  private final Child mailbox;
  private final Child relay;
  private final List<String> options;
  private int codes;

  private Wormhole(Path program, Path folder, Child mailbox, Child relay, List<String> options) {
    this.program = program;
    this.folder = folder;
    this.mailbox = mailbox;
    this.relay = relay;
    this.options = options;
  }

  /** Whether all that it takes is installed. */
  public static boolean isHere() {
    return Programs.find("wormhole").isPresent() && Programs.find("twist3").isPresent();
  }

  /** Starts both servers. */
  public static Wormhole start(Path folder) throws IOException, InterruptedException, Skipped {
    Path twist = Programs.need("twist3");
    int mail = Loopback.freePort();
    int transit = Loopback.freePort();
    String database = folder.resolve("mailbox.sqlite").toString();
    Child mailbox =
        server(folder, twist, "wormhole-mailbox", mail, List.of("--channel-db", database));
    try {
      Child relay = server(folder, twist, "transitrelay", transit, List.of());
      List<String> options =
          List.of(
              "--relay-url",
              "ws://%s:%d/v1".formatted(Loopback.ADDRESS, mail),
              "--transit-helper",
              "tcp:%s:%d".formatted(Loopback.ADDRESS, transit));
      return new Wormhole(Programs.need("wormhole"), folder, mailbox, relay, options);
    } catch (IOException | InterruptedException | Skipped e) {
      mailbox.close();
      throw e;
    }
  }

  private static Child server(Path folder, Path twist, String name, int port, List<String> more)
      throws IOException, InterruptedException {
    String place = "tcp:%d:interface=%s".formatted(port, Loopback.ADDRESS);
    List<String> command = new ArrayList<>(List.of(twist.toString(), name, "--port", place));
    command.addAll(more);
    Child server = Child.start(folder, Map.of(), command);
    try {
      server.await(name, 30, line -> line.contains("starting on " + port));
      return server;
    } catch (IOException | InterruptedException e) {
      server.close();
      throw e;
    }
  }

  /** From the start of both sides to the end of both. */
  public Run copy(Path from, Path to) throws IOException, InterruptedException {
    codes++;
    String code = codes + "-some-words";
    List<String> send = List.of("send", "--hide-progress", "--code", code, from.toString());
    List<String> receive =
        List.of("receive", "--hide-progress", "--accept-file", "-o", to.toString(), code);
    long start = System.nanoTime();
    try (Child sender = side(send);
        Child receiver = side(receive);
        PeakMemory here = PeakMemory.of(sender.handle());
        PeakMemory there = PeakMemory.of(receiver.handle())) {
      receiver.finish(PATIENCE);
      sender.finish(PATIENCE);
      double seconds = (System.nanoTime() - start) / 1e9;
      if (Files.size(to) != Files.size(from)) {
        throw new IOException("wormhole did not bring the whole file");
      }
      return new Run(seconds, Math.max(here.bytes(), there.bytes()));
    } finally {
      Files.deleteIfExists(to);
    }
  }

  private Child side(List<String> words) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(options);
    command.addAll(words);
    return Child.start(folder, Map.of(), command);
  }

  @Override
  public void close() throws InterruptedException {
    mailbox.close();
    relay.close();
  }
}
