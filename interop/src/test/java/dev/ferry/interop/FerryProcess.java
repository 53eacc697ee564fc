package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A running {@code ferry send} or {@code ferry receive} with {@code --json}. */
final class FerryProcess {
  private static final Duration SIGN_IN = Duration.ofSeconds(30);
  private static final Duration TRANSFER = Duration.ofSeconds(60);

  private final ChildProcess process;

  FerryProcess(ChildProcess process) {
    this.process = process;
  }

  /** Waits until a receiver can be reached; gives its full address. */
  String awaitReady() throws InterruptedException {
    return awaitReady(SIGN_IN);
  }

  /** The same, within that time. */
  String awaitReady(Duration limit) throws InterruptedException {
    return process.await("sign-in", limit, line -> !line.text("ready").isEmpty()).text("ready");
  }

  /** Waits until it tells that an account stands so to its own. */
  void awaitContact(String account, String standing) throws InterruptedException {
    process.await(
        standing + " " + account,
        TRANSFER,
        line -> line.has("contact", account) && line.has("standing", standing));
  }

  /** Waits for the code that others are to be told. */
  String awaitCode(Duration limit) throws InterruptedException {
    return process.await("code", limit, line -> !line.text("code").isEmpty()).text("code");
  }

  /** Waits until the command has ended, for another reason than a transfer; gives its status. */
  int awaitStatus(Duration limit) throws InterruptedException {
    return process.exitStatus(limit);
  }

  /** The full addresses after that, each after a new sign-in. */
  List<String> readyAgain() {
    return process.lines().stream()
        .map(line -> line.text("ready"))
        .filter(ready -> !ready.isEmpty())
        .skip(1)
        .toList();
  }

  /** Where the bytes of the transfer went on last, 0 when it did not. */
  long resumedAt() {
    return process.lines().stream()
        .mapToLong(line -> line.number("offset"))
        .filter(offset -> offset > 0)
        .reduce(0, (_, later) -> later);
  }

  /** Waits until the transfer was in that state. */
  Line awaitState(String state) throws InterruptedException {
    return process.await("state " + state, TRANSFER, line -> line.has("state", state));
  }

  /** Waits until it is said that bytes go, or went, that way. */
  void awaitRoute(String route) throws InterruptedException {
    process.await("bytes by " + route, TRANSFER, line -> line.has("route", route));
  }

  /** Waits until so many bytes have passed. */
  void awaitBytes(long bytes) throws InterruptedException {
    process.await(bytes + " bytes", TRANSFER, line -> line.number("bytes") >= bytes);
  }

  /** Waits for the end of the transfer of a file of that size; gives it. */
  Line awaitEnd(long size) throws InterruptedException {
    return process.await(
        "end of the transfer of " + size + " bytes",
        TRANSFER,
        line -> line.has("state", "ended") && line.number("size") == size);
  }

  /** Waits for the end of what comes in, of which parts may be given to others meanwhile. */
  Line awaitArrival() throws InterruptedException {
    return process.await("end of what comes in", TRANSFER, FerryProcess::isArrival);
  }

  /** Whether what comes in has ended yet. */
  boolean hasArrived() {
    return process.lines().stream().anyMatch(FerryProcess::isArrival);
  }

  private static boolean isArrival(Line line) {
    return line.has("state", "ended") && line.has("direction", "in");
  }

  /** Waits for the end of the transfer, longer than usual. */
  void awaitEnd(Duration limit) throws InterruptedException {
    process.await("end", limit, line -> line.has("state", "ended"));
  }

  /** The bytes of the transfer that were told last. */
  long bytes() {
    return process.lines().stream()
        .mapToLong(line -> line.number("bytes"))
        .filter(bytes -> bytes >= 0)
        .reduce(0, (_, later) -> later);
  }

  /** Waits until more than so many bytes are there. */
  void awaitMore(long bytes, Duration limit) throws InterruptedException {
    process.await("more than " + bytes, limit, line -> line.number("bytes") > bytes);
  }

  /** Whether the transfer has ended yet. */
  boolean ended() {
    return !ends().isEmpty();
  }

  /** What Ctrl-C does in a terminal. */
  void interrupt() throws IOException, InterruptedException {
    process.interrupt();
  }

  /** Ends the command's process with SIGKILL; its id is in that of its transfer. */
  void kill() throws InterruptedException {
    Line line = process.await("transfer", TRANSFER, l -> l.text("transfer").contains("@"));
    String transfer = line.text("transfer");
    long pid = Long.parseLong(transfer.substring(transfer.indexOf('@') + 1));
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    int unused = process.exitStatus(TRANSFER);
  }

  /** How many bytes of the file there were when the first ones were told. */
  long firstBytes() {
    return process.lines().stream()
        .filter(line -> line.has("state", "flowing"))
        .mapToLong(line -> line.number("bytes"))
        .filter(bytes -> bytes > 0)
        .findFirst()
        .orElse(0);
  }

  /**
   * Asserts that a file was sent whole, and that the command says so in every way it has.
   *
   * @param verified what the sender got to know of it: {@code hash} was compared there, or all is
   *     {@code sent}
   */
  void assertSent(SampleFile file, String route, String verified) throws InterruptedException {
    Line end = assertEnd(0, "completed");
    assertFacts(end, file, route, "out");
    assertThat(end.text("verified")).isEqualTo(verified);
  }

  /**
   * Asserts that a file came whole, lies in {@code folder} alone, and is known to.
   *
   * @param verified what it was compared to: its {@code hash}, or its {@code size} alone
   */
  void assertReceived(SampleFile file, String route, String verified, Path folder)
      throws InterruptedException, IOException {
    Line end = assertEnd(0, "completed");
    assertFacts(end, file, route, "in");
    assertThat(end.text("verified")).isEqualTo(verified);
    Path landed = file.assertAloneIn(folder);
    assertThat(landed.getFileName()).hasToString(file.name());
    assertThat(end.text("path")).isEqualTo(landed.toString());
  }

  /** Asserts what protected the one transfer that has ended. */
  void assertEncryption(String encryption) {
    assertThat(ends()).allSatisfy(end -> assertThat(end.text("encryption")).isEqualTo(encryption));
  }

  /** Asserts how far the peer is known to be who it says, in the one transfer that has ended. */
  void assertProof(String proof) {
    assertThat(ends()).allSatisfy(end -> assertThat(end.text("proof")).isEqualTo(proof));
  }

  /** Asserts the exit status, and that there is one end with that reason; gives it. */
  Line assertEnd(int exitStatus, String reason) throws InterruptedException {
    int status = process.exitStatus(TRANSFER);
    List<Line> ends = ends();
    if (status != exitStatus || ends.size() != 1 || !ends.getFirst().has("reason", reason)) {
      throw process.failure(
          "exit status %d, ends %s; should be exit status %d, one end with reason %s"
              .formatted(status, ends.stream().map(Line::text).toList(), exitStatus, reason));
    }
    return ends.getFirst();
  }

  /** Asserts the exit status of a command that began no transfer, and that it says so. */
  void assertNotSent(int exitStatus, String why) throws InterruptedException {
    int status = process.exitStatus(TRANSFER);
    boolean said = process.lines().stream().anyMatch(line -> line.text().contains(why));
    if (status != exitStatus || !said || ended()) {
      throw process.failure("exit status " + status + "; should say: " + why);
    }
  }

  private List<Line> ends() {
    return process.lines().stream().filter(line -> line.has("state", "ended")).toList();
  }

  private static void assertFacts(Line end, SampleFile file, String route, String direction) {
    assertThat(end.text("direction")).isEqualTo(direction);
    assertThat(end.text("file")).isEqualTo(file.name());
    assertThat(end.number("size")).isEqualTo(file.size());
    assertThat(end.number("bytes")).isEqualTo(file.size());
    assertThat(end.text("sha256")).isEqualTo(file.sha256());
    assertThat(end.text("route")).isEqualTo(route);
  }
}
