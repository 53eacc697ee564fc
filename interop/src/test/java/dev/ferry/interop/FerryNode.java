package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.app.run.Home;
import dev.ferry.json.Json;
import dev.ferry.node.Refused;
import dev.ferry.node.client.NodeClient;
import dev.ferry.node.client.NodePlace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A running {@code ferry node}, and who asks it. */
final class FerryNode implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long LOOK_AGAIN = 50;

  private final ChildProcess process;
  private final NodeClient client;

  private FerryNode(ChildProcess process, NodeClient client) {
    this.process = process;
    this.client = client;
  }

  /** Starts one, and waits until its API answers. */
  static FerryNode start(FerryDevice device, Path into, String accept)
      throws IOException, InterruptedException {
    ChildProcess process = device.stay(into, accept);
    Line unused = process.await("address", LIMIT, line -> !line.text("url").isEmpty());
    NodePlace place = NodePlace.read(new Home(device.home())).orElseThrow();
    return new FerryNode(process, new NodeClient(place));
  }

  NodeClient client() {
    return client;
  }

  /** Sends files as the page does; gives the ids of the transfers. */
  List<String> send(String peer, List<Path> files) throws Refused, InterruptedException {
    List<Json> paths = files.stream().map(file -> (Json) new Json.Text(file.toString())).toList();
    Json.Obj wish = Json.EMPTY.with("peer", peer).with("paths", new Json.Arr(paths));
    return ids(client.post("/transfers", wish).get("transfers").orElseThrow());
  }

  private static List<String> ids(Json transfers) {
    return ((Json.Arr) transfers)
        .elements().stream().map(one -> ((Json.Obj) one).text("id").orElseThrow()).toList();
  }

  /** Waits for a resource to be so; looks at it now and then. */
  Json.Obj await(String path, Predicate<Json.Obj> so) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try {
        Json.Obj now = client.get(path);
        if (so.test(now)) {
          return now;
        }
        if (System.nanoTime() > end) {
          throw process.failure(path + " is " + now.write());
        }
      } catch (Refused e) {
        if (System.nanoTime() > end) {
          throw process.failure(path + ": " + e.getMessage());
        }
      }
      assertThat(never.await(LOOK_AGAIN, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  /** Waits for one of a list to be so. */
  Json.Obj awaitOne(String path, String list, Predicate<Json.Obj> so) throws InterruptedException {
    Json.Obj found = await(path, now -> elements(now, list).stream().anyMatch(so));
    return elements(found, list).stream().filter(so).findFirst().orElseThrow();
  }

  static List<Json.Obj> elements(Json.Obj resource, String list) {
    return ((Json.Arr) resource.get(list).orElse(new Json.Arr(List.of())))
        .elements().stream().map(Json.Obj.class::cast).toList();
  }

  /** Waits until others can find it. */
  FerryNode online() throws InterruptedException {
    Json.Obj unused = awaitOne("/accounts", "accounts", one -> has(one, "standing", "reachable"));
    return this;
  }

  /** Waits for the end of a transfer; gives it. */
  Json.Obj awaitEnd(String id) throws InterruptedException {
    return await("/transfers/" + NodeClient.part(id), one -> has(one, "state", "ended"));
  }

  static boolean has(Json.Obj resource, String name, String value) {
    return resource.text(name).filter(value::equals).isPresent();
  }

  /** Ends it with SIGKILL. */
  void kill() throws InterruptedException {
    ProcessHandle.of(client.place().pid()).ifPresent(ProcessHandle::destroyForcibly);
    int unused = process.exitStatus(LIMIT);
    client.close();
  }

  /** Ends it with SIGTERM; gives the exit status. */
  int stop() throws InterruptedException {
    ProcessHandle.of(client.place().pid()).ifPresent(ProcessHandle::destroy);
    int status = process.exitStatus(LIMIT);
    client.close();
    return status;
  }

  @Override
  public void close() {
    client.close();
  }
}
