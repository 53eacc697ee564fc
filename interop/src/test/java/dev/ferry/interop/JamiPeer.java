package dev.ferry.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A stock jamid with an account, driven by {@code interop/peers/jami-peer.py}. */
final class JamiPeer {
  /** It makes three keys of 4096 bits, and so do others here at the same time. */
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private final ChildProcess process;
  private final Path wishes;
  private final String account;

  private JamiPeer(ChildProcess process, Path wishes, String account) {
    this.process = process;
    this.wishes = wishes;
    this.account = account;
  }

  /**
   * Starts one on that computer, and waits until it can be found in the DHT.
   *
   * @param bootstrap the DHT's node to begin with
   */
  static JamiPeer start(Scene scene, Lan.Computer computer, String bootstrap)
      throws IOException, InterruptedException {
    Path folder = scene.folder("jami");
    Path wishes = Files.createFile(folder.resolve("wishes"));
    List<String> command = new ArrayList<>(computer.prefix());
    command.add(Checkout.peers("jami-peer.py").toString());
    command.addAll(List.of(folder.toString(), bootstrap, wishes.toString()));
    ChildProcess process = scene.keep(ChildProcess.start("jami", folder, Map.of(), command));
    Line account = process.await("account", PATIENCE, line -> line.has("event", "account"));
    return new JamiPeer(process, wishes, account.text("uri"));
  }

  /** What others ask for. */
  String account() {
    return account;
  }

  /** Asks somebody to be a contact. */
  void add(String peer) throws IOException, InterruptedException {
    wish("add " + peer);
  }

  /** Says yes to a request, once it is there. */
  void accept(String peer) throws IOException, InterruptedException {
    wish("accept " + peer);
  }

  /** Writes to somebody, again and again, for which it wants a connection. */
  void write(String peer) throws IOException, InterruptedException {
    wish("write " + peer);
  }

  private void wish(String words) throws IOException, InterruptedException {
    Files.writeString(wishes, words + "\n", StandardOpenOption.APPEND);
    process.await(words, PATIENCE, line -> line.has("event", "done") && line.has("wish", words));
  }

  void awaitRequest(String peer) throws InterruptedException {
    process.await(
        "request", PATIENCE, line -> line.has("event", "request") && line.has("peer", peer));
  }

  void awaitContact(String peer) throws InterruptedException {
    process.await(
        "confirmed contact",
        PATIENCE,
        line -> line.has("peer", peer) && line.has("confirmed", "true"));
  }
}
