package dev.ferry.transport;

import dev.ferry.machine.StreamTimer;
import dev.ferry.port.ByteStream;
import java.io.IOException;

/**
 * What is put on a fresh direct connection before anything is said on it, such as TLS. Any task may
 * call. Both methods wait for the other side and have no deadline: the caller puts a {@link
 * StreamTimer} on the connection. When one fails, the caller closes the connection.
 */
public interface Layer {
  /** Leaves connections as they are. */
  Layer NONE =
      new Layer() {
        @Override
        public ByteStream onDialed(ByteStream fresh) {
          return fresh;
        }

        @Override
        public ByteStream onAccepted(ByteStream fresh) {
          return fresh;
        }
      };

  /**
   * For a connection that was made from here.
   *
   * @return a stream whose close also closes the connection
   */
  ByteStream onDialed(ByteStream fresh) throws IOException, InterruptedException;

  /**
   * For a connection that came in here.
   *
   * @return a stream whose close also closes the connection
   */
  ByteStream onAccepted(ByteStream fresh) throws IOException, InterruptedException;
}
