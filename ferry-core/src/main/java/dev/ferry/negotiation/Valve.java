package dev.ferry.negotiation;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the bytes of a transfer pass, no faster than they may, and where they can be stopped. To
 * both sides a stop is a stream that broke: what came is kept, and can be gone on with. Any task
 * may call.
 */
final class Valve {
  private final Paces paces;
  private final Monitor monitor;
  private Optional<ByteStream> open = Optional.empty();
  private boolean shut;

  Valve(Tasks tasks, Paces paces) {
    this.paces = paces;
    this.monitor = tasks.monitor();
  }

  /** Stops the bytes, also those to come. */
  void shut() {
    Optional<ByteStream> stream = change(true);
    stream.ifPresent(ByteStream::close);
  }

  /** Lets those to come pass. */
  void open() {
    Optional<ByteStream> unused = change(false);
  }

  private Optional<ByteStream> change(boolean now) {
    boolean[] before = {now};
    monitor.change(() -> {
      before[0] = shut;
      shut = now;
    });
    return now && !before[0] ? stream() : Optional.empty();
  }

  private Optional<ByteStream> stream() {
    List<ByteStream> found = new ArrayList<>(1);
    monitor.change(() -> open.ifPresent(found::add));
    return found.stream().findFirst();
  }

  private boolean isShut() {
    boolean[] now = {false};
    monitor.change(() -> now[0] = shut);
    return now[0];
  }

  /** The stream as the transfer sees it. */
  ByteStream over(ByteStream raw) throws IOException {
    monitor.change(() -> open = Optional.of(raw));
    check();
    return new Metered(raw);
  }

  private void check() throws IOException {
    if (isShut()) {
      throw new IOException("paused here");
    }
  }

  private final class Metered implements ByteStream {
    private final ByteStream raw;

    Metered(ByteStream raw) {
      this.raw = raw;
    }

    @Override
    public int read(ByteBuffer into) throws IOException, InterruptedException {
      int portion = paces.down().portion(into.remaining());
      int limit = into.limit();
      into.limit(into.position() + portion);
      int read;
      try {
        check();
        read = raw.read(into);
      } catch (IOException e) {
        check();
        throw e;
      } finally {
        into.limit(limit);
      }
      if (read > 0) {
        paces.down().take(read);
      }
      return read;
    }

    @Override
    public void write(ByteBuffer from) throws IOException, InterruptedException {
      int limit = from.limit();
      try {
        do {
          int portion = paces.up().portion(limit - from.position());
          paces.up().take(portion);
          check();
          from.limit(from.position() + portion);
          raw.write(from);
        } while (from.position() < limit);
      } catch (IOException e) {
        check();
        throw e;
      } finally {
        from.limit(limit);
      }
    }

    @Override
    public void closeOutput() throws IOException, InterruptedException {
      raw.closeOutput();
    }

    @Override
    public void close() {
      raw.close();
    }
  }
}
