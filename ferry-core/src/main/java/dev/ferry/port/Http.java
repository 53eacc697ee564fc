package dev.ferry.port;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;

/** Requests to web servers. All methods may be called from any task. */
public interface Http extends AutoCloseable {
  /**
   * Sends a request and waits for the head of the answer.
   *
   * @param deadline a value of {@link Tasks#now}
   * @throws IOException when the server could not be reached or did not answer by the deadline; the
   *     message names it
   */
  Answer ask(Request request, long deadline) throws IOException, InterruptedException;

  /** Breaks off all that is going on; idempotent. */
  @Override
  void close();

  /** What is asked for. */
  sealed interface Request {
    URI to();

    record Get(URI to) implements Request {}

    /** Its body is UTF-8 text in JSON. */
    record PostJson(URI to, String json) implements Request {}
  }

  /** An answer, whose body may go on for ever; one task reads, any may close. */
  interface Answer extends AutoCloseable {
    int status();

    /**
     * Reads at least one byte of the body, waiting for the first.
     *
     * @return how many bytes were read, 0 when the deadline came first, or -1 at the end
     * @throws IOException when the connection broke or was closed here
     */
    int read(ByteBuffer into, long deadline) throws IOException, InterruptedException;

    /** Ends it, and a read that waits; idempotent. */
    @Override
    void close();
  }
}
