package dev.ferry.peerlink.files;

import dev.ferry.port.ByteStream;
import java.io.IOException;

/**
 * What is done beside a transfer's task, which meanwhile listens.
 *
 * @param <R> what comes of it
 */
@FunctionalInterface
interface Work<R> {
  R run() throws IOException, InterruptedException;

  /**
   * The same, on the stream of the bytes.
   *
   * @param <R> what comes of it
   */
  @FunctionalInterface
  interface Moving<R> {
    R over(ByteStream stream) throws IOException, InterruptedException;
  }
}
