package dev.ferry.app.terminal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What a person types. Lines are read by a thread of their own, so that whoever waits for one can
 * also stop waiting; it is started with the first use. Used by one thread.
 */
public final class Input {
  private static final int TYPED_AHEAD = 64;

  /** A line, or the end of all lines. */
  private record Typed(Optional<String> line) {}

  private final InputStream in;
  private final Charset charset;
  private final boolean terminal;
  private final Function<String, Optional<String>> secret;
  private final BlockingQueue<Typed> lines = new LinkedBlockingQueue<>(TYPED_AHEAD);
  private boolean reading;
  private boolean ended;

  /**
   * @param terminal whether a person sits there
   * @param secret asks for a line that is not shown while it is typed
   */
  public Input(
      InputStream in,
      Charset charset,
      boolean terminal,
      Function<String, Optional<String>> secret) {
    this.in = in;
    this.charset = charset;
    this.terminal = terminal;
    this.secret = secret;
  }

  /** That of this process. */
  public static Input ofProcess() {
    return new Input(System.in, Charset.defaultCharset(), Tty.input(), Input::fromConsole);
  }

  private static Optional<String> fromConsole(String prompt) {
    Console console = System.console();
    return Optional.ofNullable(console).map(c -> c.readPassword("%s", prompt)).map(String::new);
  }

  public boolean terminal() {
    return terminal;
  }

  /** Asks for a password without showing it; empty when nobody is there to be asked. */
  public Optional<String> secret(String prompt) {
    return terminal ? secret.apply(prompt) : Optional.empty();
  }

  /** Whether no line will come any more. */
  public boolean ended() {
    return ended;
  }

  /** Drops what was typed so far. */
  public void forget() {
    start();
    lines.removeIf(typed -> typed.line().isPresent());
  }

  private void start() {
    if (!reading) {
      reading = true;
      Thread.ofPlatform().daemon().name("input").start(this::read);
    }
  }

  /** Waits for a line; empty when none came in that time, or none will come. */
  public Optional<String> line(Duration patience) throws InterruptedException {
    if (ended) {
      return Optional.empty();
    }
    start();
    Typed typed = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (typed == null) {
      return Optional.empty();
    }
    ended = typed.line().isEmpty();
    return typed.line();
  }

  private void read() {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, charset))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.put(new Typed(Optional.of(line)));
      }
      lines.put(new Typed(Optional.empty()));
    } catch (IOException closed) {
      lines.offer(new Typed(Optional.empty()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
