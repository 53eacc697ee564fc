package dev.ferry.dht.proxy;

import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.DhtException.Reason;
import dev.ferry.dht.Listening;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.Http;
import dev.ferry.port.Randomness;
import dev.ferry.port.Task;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The DHT as the REST proxy of OpenDHT 2.4 gives access to it. May be used from any task. */
public final class ProxyDht implements Dht {
  private static final System.Logger LOG = System.getLogger(ProxyDht.class.getName());

  /** A proxy keeps a value for a day; it is asked again somewhat earlier. */
  private static final Duration KEEPING = Duration.ofHours(23);

  private static final Duration KEEPING_AGAIN = Duration.ofMinutes(5);
  private static final Duration ASKING = Duration.ofSeconds(30);

  private final Tasks tasks;
  private final Http http;
  private final Randomness random;
  private final URI base;
  private final TaskScope scope;

  /**
   * @param http is closed with this
   * @param base where the proxy is, such as {@code http://dhtproxy.example:8180/}
   */
  public ProxyDht(Tasks tasks, Http http, Randomness random, URI base) {
    this.tasks = tasks;
    this.http = http;
    this.random = random;
    this.base = base;
    this.scope = new TaskScope(tasks);
  }

  @Override
  public List<Value> get(InfoHash key, Query query, Consumer<Value> each, long deadline)
      throws DhtException, InterruptedException {
    URI uri = uri(key, "");
    Seen seen = new Seen(query);
    List<Value> values = new ArrayList<>();
    try (Http.Answer answer = http.ask(new Http.Request.Get(uri), deadline)) {
      ProxyFailure.check(answer, uri);
      Lines lines = new Lines(answer);
      for (Optional<String> line = lines.next(deadline);
          line.isPresent();
          line = lines.next(deadline)) {
        Optional<Value> value =
            line.flatMap(ValueJson::read).map(ValueJson.Line::value).filter(seen::isNew);
        value.ifPresent(each);
        value.ifPresent(values::add);
      }
      return List.copyOf(values);
    } catch (IOException unreachable) {
      throw failure(uri, unreachable);
    }
  }

  @Override
  public Value put(InfoHash key, Value value, long deadline)
      throws DhtException, InterruptedException {
    return post(key, value.withSomeId(random), false, deadline);
  }

  @Override
  public Kept keep(InfoHash key, Value value, long deadline)
      throws DhtException, InterruptedException {
    Value kept = post(key, value.withSomeId(random), true, deadline);
    TaskHandle keeping = fork("keep " + key, () -> keepOn(key, kept));
    return new Kept() {
      @Override
      public Value value() {
        return kept;
      }

      @Override
      public void close() {
        keeping.interrupt();
      }
    };
  }

  private TaskHandle fork(String name, Task task) throws DhtException {
    try {
      return scope.fork(name, task);
    } catch (ScopeClosed late) {
      throw new DhtException(Reason.CLOSED, "the way to the proxy was closed here", late);
    }
  }

  private void keepOn(InfoHash key, Value value) throws InterruptedException {
    Duration pause = KEEPING;
    while (true) {
      tasks.sleep(pause.toNanos());
      try {
        post(key, value, true, tasks.in(ASKING.toNanos()));
        pause = KEEPING;
      } catch (DhtException notNow) {
        LOG.log(System.Logger.Level.DEBUG, () -> "keeping " + key + ": " + notNow.getMessage());
        pause = KEEPING_AGAIN;
      }
    }
  }

  private Value post(InfoHash key, Value value, boolean permanent, long deadline)
      throws DhtException, InterruptedException {
    if (value.size() > Value.MAX_SIZE) {
      throw new DhtException(
          Reason.TOO_LARGE,
          "the value has " + value.size() + " bytes, nodes store at most " + Value.MAX_SIZE);
    }
    URI uri = uri(key, "");
    String json = ValueJson.write(value, permanent);
    try (Http.Answer answer = http.ask(new Http.Request.PostJson(uri, json), deadline)) {
      ProxyFailure.check(answer, uri);
      return value;
    } catch (IOException unreachable) {
      throw failure(uri, unreachable);
    }
  }

  @Override
  public Listening listen(InfoHash key, Query query) {
    return scope.own(new ProxyListening(tasks, http, uri(key, "/listen"), query, scope::release));
  }

  @Override
  public void close() {
    scope.close();
    http.close();
  }

  private URI uri(InfoHash key, String what) {
    String path = base.getPath();
    String root = path.endsWith("/") ? path : path + "/";
    return base.resolve(root + "key/" + key + what);
  }

  private static DhtException failure(URI uri, IOException why) {
    return new DhtException(Reason.UNREACHABLE, ProxyFailure.unreachable(uri, why), why);
  }
}
