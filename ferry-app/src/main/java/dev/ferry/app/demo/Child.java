package dev.ferry.app.demo;

import dev.ferry.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A ferry command in a process of its own, and the JSON lines it writes. One thread waits for them;
 * any may close it, which ends the process.
 */
final class Child implements AutoCloseable {
  private static final Duration LEAVING = Duration.ofSeconds(5);
  private static final int KEPT = 20;

  private final String what;
  private final Process process;
  private final BlockingQueue<Optional<Json.Obj>> lines = new LinkedBlockingQueue<>();
  private final Thread ears;
  private final Deque<String> complaints = new ArrayDeque<>();

  private Child(String what, Process process) {
    this.what = what;
    this.process = process;
    this.ears = Thread.ofVirtual().name(what + " complains").unstarted(this::hearComplaints);
  }

  /**
   * Starts one.
   *
   * @param what it is, for people
   * @param environment its settings; none of this process's own are passed on
   */
  static Child start(
      String what, List<String> command, Path folder, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("FERRY_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    Child child = new Child(what, process);
    Thread.ofVirtual().name(what + " says").start(child::listen);
    child.ears.start();
    return child;
  }

  private void listen() {
    each(
        process.getInputStream(),
        line -> Json.parse(line).ifPresent(said -> lines.add(Optional.of(said))));
    lines.add(Optional.empty());
  }

  private void hearComplaints() {
    each(
        process.getErrorStream(),
        line -> {
          synchronized (complaints) {
            complaints.add(line);
            if (complaints.size() > KEPT) {
              complaints.remove();
            }
          }
        });
  }

  private static void each(InputStream from, Consumer<String> to) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
      reader.lines().forEach(to);
    } catch (IOException | UncheckedIOException ended) {
      // The process is gone, and so is what it had to say.
    }
  }

  /** The next line; empty when no more can come, which is an error when it is not expected. */
  Optional<Json.Obj> next(Duration patience) throws IOException, InterruptedException {
    Optional<Json.Obj> line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      throw new IOException(what + " says nothing for " + patience.toSeconds() + " s");
    }
    return line;
  }

  /** Waits for a line that has that member. */
  Json.Obj await(String member, Duration patience) throws IOException, InterruptedException {
    while (true) {
      Optional<Json.Obj> line = next(patience);
      if (line.isEmpty()) {
        throw new IOException(what + " ended early: " + lastWords());
      }
      if (line.get().get(member).isPresent()) {
        return line.get();
      }
    }
  }

  /** Waits for the end of the command, which must have gone well. */
  void awaitSuccess(Duration patience) throws IOException, InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException(what + " does not end");
    }
    if (process.exitValue() != 0) {
      throw new IOException(what + " failed: " + lastWords());
    }
  }

  /** What it complained of, all of it: its two streams do not end at one time. */
  private String lastWords() throws InterruptedException {
    ears.join(LEAVING);
    synchronized (complaints) {
      return complaints.isEmpty() ? "it did not say why" : String.join(" ", complaints);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LEAVING.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
