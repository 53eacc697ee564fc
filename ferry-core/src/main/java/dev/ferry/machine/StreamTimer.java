package dev.ferry.machine;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.io.IOException;

/**
 * Gives a handshake on a stream a deadline, since reads and writes have none of their own: when it
 * passes, the stream is closed and the handshake fails. Any task may use it.
 */
public final class StreamTimer {
  /** What is done on the stream. */
  @FunctionalInterface
  public interface Handshake<R> {
    R run() throws IOException, InterruptedException;
  }

  private final Monitor monitor;
  private final ByteStream stream;
  private boolean stopped;
  private boolean expired;

  private StreamTimer(Tasks tasks, ByteStream stream) {
    this.monitor = tasks.monitor();
    this.stream = stream;
  }

  /**
   * Runs {@code handshake} on the caller's task.
   *
   * @param deadline a value of {@link Tasks#now}
   * @throws IOException what the handshake threw, or that it took too long
   */
  public static <R> R within(Tasks tasks, ByteStream stream, long deadline, Handshake<R> handshake)
      throws IOException, InterruptedException {
    var timer = new StreamTimer(tasks, stream);
    TaskHandle waiting = tasks.fork("deadline of a handshake", () -> timer.watch(deadline));
    try {
      R result = handshake.run();
      timer.stop();
      timer.check();
      return result;
    } catch (IOException e) {
      timer.check();
      throw e;
    } finally {
      timer.stop();
      waiting.join();
    }
  }

  private void watch(long deadline) throws InterruptedException {
    monitor.await(() -> stopped, deadline);
    boolean[] late = {false};
    monitor.change(() -> {
      expired = !stopped;
      late[0] = expired;
    });
    if (late[0]) {
      stream.close();
    }
  }

  private void stop() {
    monitor.change(() -> stopped = true);
  }

  private void check() throws IOException {
    boolean[] late = {false};
    monitor.change(() -> late[0] = expired);
    if (late[0]) {
      throw new IOException("no answer to the handshake in time");
    }
  }
}
