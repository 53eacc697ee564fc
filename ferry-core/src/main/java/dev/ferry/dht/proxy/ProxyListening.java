package dev.ferry.dht.proxy;

import dev.ferry.dht.DhtException;
import dev.ferry.dht.DhtException.Reason;
import dev.ferry.dht.Listening;
import dev.ferry.dht.value.Query;
import dev.ferry.port.Http;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A stream of lines that the proxy keeps open. Whoever takes reads it, so nothing queues up here; a
 * stream that broke is opened again, and what the proxy then repeats is left out.
 */
final class ProxyListening implements Listening {
  private static final System.Logger LOG = System.getLogger(ProxyListening.class.getName());

  /** How long a stream may be silent before it is taken for dead. */
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private static final Duration CONNECTING = Duration.ofSeconds(15);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Tasks tasks;
  private final Http http;
  private final URI uri;
  private final Seen seen;
  private final Consumer<Listening> whenClosed;
  private final Monitor monitor;

  // Of the task that takes.
  private Optional<Lines> lines = Optional.empty();
  private boolean everOpen;
  private Duration pause = FIRST_PAUSE;
  private long opensAt;
  private long silentUntil;

  // Guarded by the monitor.
  private Optional<Http.Answer> stream = Optional.empty();
  private boolean closed;

  ProxyListening(Tasks tasks, Http http, URI uri, Query query, Consumer<Listening> whenClosed) {
    this.tasks = tasks;
    this.http = http;
    this.uri = uri;
    this.seen = new Seen(query);
    this.whenClosed = whenClosed;
    this.monitor = tasks.monitor();
    this.opensAt = tasks.now();
  }

  @Override
  public Optional<Change> take(long deadline) throws DhtException, InterruptedException {
    while (!isClosed() && tasks.now() < deadline) {
      try {
        Optional<Lines> open = lines.isPresent() ? lines : open(deadline);
        if (open.isPresent()) {
          Optional<Change> change = read(open.get(), deadline);
          if (change.isPresent()) {
            return change;
          }
        }
      } catch (IOException broken) {
        lost(broken);
      }
    }
    return Optional.empty();
  }

  private Optional<Change> read(Lines from, long deadline)
      throws IOException, InterruptedException {
    Optional<String> line = from.next(Math.min(deadline, silentUntil));
    if (line.isPresent()) {
      silentUntil = tasks.in(SILENCE.toNanos());
      return line.flatMap(ValueJson::read).flatMap(this::change);
    }
    if (from.ended()) {
      throw new IOException("the proxy ended the stream");
    }
    if (tasks.now() >= silentUntil) {
      throw new IOException("the proxy was silent for " + SILENCE.toMinutes() + " minutes");
    }
    return Optional.empty();
  }

  private Optional<Change> change(ValueJson.Line line) {
    if (line.expired()) {
      return seen.forget(line.value())
          ? Optional.of(new Gone(line.value().id()))
          : Optional.empty();
    }
    return seen.isNew(line.value()) ? Optional.of(new Came(line.value())) : Optional.empty();
  }

  /** Opens the stream when it is time to; empty when the deadline comes first. */
  private Optional<Lines> open(long deadline)
      throws DhtException, IOException, InterruptedException {
    monitor.await(() -> closed, Math.min(deadline, opensAt));
    if (isClosed() || tasks.now() < opensAt) {
      return Optional.empty();
    }
    Http.Answer answer = http.ask(new Http.Request.Get(uri), tasks.in(CONNECTING.toNanos()));
    monitor.change(() -> stream = Optional.of(answer));
    if (isClosed()) {
      answer.close();
      return Optional.empty();
    }
    ProxyFailure.check(answer, uri);
    everOpen = true;
    pause = FIRST_PAUSE;
    silentUntil = tasks.in(SILENCE.toNanos());
    lines = Optional.of(new Lines(answer));
    return lines;
  }

  private void lost(IOException broken) throws DhtException {
    if (!everOpen && !isClosed()) {
      throw new DhtException(Reason.UNREACHABLE, ProxyFailure.unreachable(uri, broken), broken);
    }
    LOG.log(System.Logger.Level.DEBUG, () -> "listening at " + uri + ": " + broken.getMessage());
    closeStream();
    lines = Optional.empty();
    opensAt = tasks.in(pause.toNanos());
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
  }

  private boolean isClosed() {
    boolean[] is = {false};
    monitor.change(() -> is[0] = closed);
    return is[0];
  }

  private void closeStream() {
    Http.Answer[] open = new Http.Answer[1];
    monitor.change(() -> {
      stream.ifPresent(s -> open[0] = s);
      stream = Optional.empty();
    });
    if (open[0] != null) {
      open[0].close();
    }
  }

  @Override
  public void close() {
    monitor.change(() -> closed = true);
    closeStream();
    whenClosed.accept(this);
  }
}
