package dev.ferry.interop;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.opentest4j.AssertionFailedError;

/**
 * A program started by a row, with the lines of its standard output as they come. It runs under
 * {@code interop/peers/lifeline}, so neither it nor its children outlive this process. Any thread
 * may use it. A wait that ends in vain throws {@link AssertionError} with what the program said.
 */
final class ChildProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final String name;
  private final Process process;
  private final Path errors;
  private final Thread reader;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Line> lines = new ArrayList<>();
  private boolean ended;

  private ChildProcess(String name, Process process, Path errors, Path output) {
    this.name = name;
    this.process = process;
    this.errors = errors;
    this.reader = Thread.ofVirtual().name("output of " + name).start(() -> read(output));
  }

  /**
   * Starts a command.
   *
   * @param name what messages and the logs {@code NAME.out.log}, {@code NAME.err.log} call it
   * @param folder where the logs go and the command runs
   * @param environment added to this process's own
   */
  static ChildProcess start(
      String name, Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    List<String> whole = new ArrayList<>();
    whole.add(Checkout.peers("lifeline").toString());
    whole.addAll(command);
    Path errors = folder.resolve(name + ".err.log");
    ProcessBuilder builder =
        new ProcessBuilder(whole).directory(folder.toFile()).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    return new ChildProcess(name, builder.start(), errors, folder.resolve(name + ".out.log"));
  }

  private void read(Path log) {
    long start = System.nanoTime();
    try (BufferedReader output = process.inputReader();
        BufferedWriter copy = Files.newBufferedWriter(log)) {
      for (String text = output.readLine(); text != null; text = output.readLine()) {
        copy.write("%8.3f %s".formatted((System.nanoTime() - start) / 1e9, text));
        copy.newLine();
        copy.flush();
        change(Optional.of(Line.of(text)));
      }
    } catch (IOException e) {
      change(Optional.of(Line.of("(output lost: " + e.getMessage() + ")")));
    }
    change(Optional.empty());
  }

  private void change(Optional<Line> line) {
    lock.lock();
    try {
      line.ifPresentOrElse(lines::add, () -> ended = true);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the first such line, be it past or to come. */
  Line await(String what, Duration limit, Predicate<Line> wanted) throws InterruptedException {
    return await(what, limit, 0, wanted);
  }

  /** The same, but not among the first {@code skip} lines. */
  Line await(String what, Duration limit, int skip, Predicate<Line> wanted)
      throws InterruptedException {
    long left = limit.toNanos();
    int next = skip;
    lock.lockInterruptibly();
    try {
      while (true) {
        for (; next < lines.size(); next++) {
          if (wanted.test(lines.get(next))) {
            return lines.get(next);
          }
        }
        if (ended) {
          throw failure("ended without " + what);
        }
        if (left <= 0) {
          throw failure("no " + what + " within " + limit.toSeconds() + " s");
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The lines so far. */
  List<Line> lines() {
    lock.lock();
    try {
      return List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the end of the program and of its output; gives the exit status. */
  int exitStatus(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw failure("still running after " + limit.toSeconds() + " s");
    }
    reader.join(GRACE);
    return process.exitValue();
  }

  /** What Ctrl-C does in a terminal. */
  void interrupt() throws IOException, InterruptedException {
    // lifeline's sign for it; INT itself is ignored where the build runs in the background.
    new ProcessBuilder("kill", "-USR1", Long.toString(process.pid())).inheritIO().start().waitFor();
  }

  /** An error that tells what this program said so far. */
  AssertionError failure(String what) {
    StringBuilder message = new StringBuilder(name).append(": ").append(what);
    List<Line> said = lines();
    message.append("\nlast lines of its output:");
    said.subList(Math.max(0, said.size() - 12), said.size())
        .forEach(line -> message.append("\n  ").append(line.text()));
    message.append("\nlast lines of its errors:");
    try {
      List<String> wrong = Files.readAllLines(errors);
      wrong
          .subList(Math.max(0, wrong.size() - 12), wrong.size())
          .forEach(line -> message.append("\n  ").append(line));
    } catch (IOException e) {
      message.append(" (cannot be read: ").append(e.getMessage()).append(')');
    }
    return new AssertionFailedError(message.toString());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    // The end of its standard input is lifeline's sign to end the whole group.
    process.getOutputStream().close();
    if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
    reader.join(GRACE);
  }
}
