package dev.ferry.bench.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A program started by the bench, its output line by line, its errors in a file. It does not
 * outlive the bench.
 */
public final class Child implements AutoCloseable {
  private static final int SHOWN = 10;

  private final String name;
  private final Process process;
  private final Path errors;
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;
  private final Thread reaper;
  private boolean ended;

  private Child(String name, Process process, Path errors) {
    this.name = name;
    this.process = process;
    this.errors = errors;
    this.reaper = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(reaper);
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /**
   * Starts a command.
   *
   * @param logs the folder for its errors
   * @param environment added to this process's own
   */
  public static Child start(Path logs, Map<String, String> environment, List<String> command)
      throws IOException {
    String name = Path.of(command.getFirst()).getFileName().toString();
    Path errors = Files.createTempFile(logs, name + "-", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    return new Child(name, builder.start(), errors);
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        add(line);
      }
    } catch (IOException closed) {
      add("(" + closed.getMessage() + ")");
    }
    end();
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Waits for the first line that fits, be it past or to come. */
  public synchronized String await(String what, int seconds, Predicate<String> fits)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (true) {
      for (String line : lines) {
        if (fits.test(line)) {
          return line;
        }
      }
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (ended || left <= 0) {
        throw failure("no " + what);
      }
      wait(left);
    }
  }

  /** Waits for the end, which must be a good one; gives the lines. */
  public List<String> finish(int seconds) throws IOException, InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw failure("not done after " + seconds + " s");
    }
    reader.join();
    if (process.exitValue() != 0) {
      throw failure("exit status " + process.exitValue());
    }
    synchronized (this) {
      return List.copyOf(lines);
    }
  }

  private IOException failure(String what) {
    List<String> said = new ArrayList<>();
    try {
      said.addAll(Files.readAllLines(errors));
    } catch (IOException e) {
      said.add("(its errors cannot be read: " + e.getMessage() + ")");
    }
    synchronized (this) {
      said.addAll(lines);
    }
    List<String> last = said.subList(Math.max(0, said.size() - SHOWN), said.size());
    return new IOException(name + ": " + what + "\n  " + String.join("\n  ", last));
  }

  /** Ends it, and waits until it has ended. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    reader.join();
    try {
      Runtime.getRuntime().removeShutdownHook(reaper);
    } catch (IllegalStateException shuttingDown) {
      // It runs already, and finds nothing to do.
    }
  }
}
