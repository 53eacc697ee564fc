package dev.ferry.app;

import dev.ferry.Encrypt;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.app.account.Login;
import dev.ferry.app.account.PeerWords;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Item;
import dev.ferry.app.run.Session;
import dev.ferry.app.run.Unfinished;
import dev.ferry.app.run.Unfinished.Entry;
import dev.ferry.app.run.Unfinished.Held;
import dev.ferry.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry resume}: goes on with files and folders whose sending was cut off. */
@Command(
    name = "resume",
    description = "Go on sending what was cut off; the receiver needs only the rest.",
    sortOptions = false)
final class ResumeCommand implements Callable<Integer> {
  private static final Duration KEEP_TRYING = Duration.ofHours(1);

  @ParentCommand private FerryCommand ferry;
  @Mixin private DeviceOptions options;

  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "The transfers, as they were called; all unfinished ones if not said.")
  private List<String> ids = List.of();

  @Override
  public Integer call() {
    Report report = ferry.surroundings().report(options.json());
    return Failure.told(report, () -> resume(report));
  }

  private int resume(Report report) throws Failure, InterruptedException {
    Map<String, List<Entry>> byAccount = new LinkedHashMap<>();
    if (byTheNode(report)) {
      return ExitStatus.DONE;
    }
    for (Entry entry : wanted()) {
      byAccount.computeIfAbsent(entry.account(), _ -> new ArrayList<>()).add(entry);
    }
    int status = ExitStatus.DONE;
    for (Map.Entry<String, List<Entry>> one : byAccount.entrySet()) {
      status = Math.max(status, resume(report, one.getKey(), one.getValue()));
    }
    return status;
  }

  /** What the node has paused; answers whether all that was named is of that kind. */
  private boolean byTheNode(Report report) throws Failure, InterruptedException {
    Optional<NodeVerbs> running = NodeVerbs.find(ferry.surroundings());
    if (ids.isEmpty() || running.isEmpty()) {
      return false;
    }
    try (NodeVerbs node = running.get()) {
      for (String id : ids) {
        if (!node.runs(id)) {
          return false;
        }
      }
      for (String id : ids) {
        Json.Obj unused = node.act(id, "resume");
        report.notice("Going on with " + id + ".");
      }
      return true;
    }
  }

  private List<Entry> wanted() throws Failure {
    List<Entry> all;
    try {
      all = new Unfinished(ferry.surroundings().home()).list();
    } catch (IOException e) {
      throw Failure.here(
          "the unfinished transfers cannot be read: " + Causes.text(e),
          "check the folder FERRY_HOME");
    }
    for (String id : ids) {
      if (all.stream().noneMatch(entry -> entry.id().equals(id))) {
        throw Failure.here("no transfer " + id + " is unfinished", "say: ferry resume");
      }
    }
    return ids.isEmpty() ? all : all.stream().filter(e -> ids.contains(e.id())).toList();
  }

  private int resume(Report report, String name, List<Entry> entries)
      throws Failure, InterruptedException {
    Login login = options.login(ferry.surroundings(), name);
    try (Session session = Online.open(ferry.surroundings(), options, login, report)) {
      Online.check(session);
      Outgoing outgoing = new Outgoing(ferry.surroundings(), session, report, login);
      int status = ExitStatus.DONE;
      for (Entry entry : entries) {
        if (!session.stopped()) {
          status = Math.max(status, resume(outgoing, report, entry));
        }
      }
      return session.stopped() ? ExitStatus.CANCELLED : status;
    }
  }

  private int resume(Outgoing outgoing, Report report, Entry entry) throws InterruptedException {
    Optional<Held> held = hold(report, entry);
    if (held.isEmpty()) {
      return ExitStatus.DONE;
    }
    try (Held old = held.get()) {
      Optional<Item> item = item(report, entry);
      Optional<Peer> peer = PeerWords.read(entry.peer());
      // From here on it goes by the id of the new transfer.
      old.remove();
      return item.isPresent() && peer.isPresent()
          ? outgoing.send(peer.get(), item.get(), how(entry))
          : ExitStatus.FAILED;
    } catch (IOException e) {
      report.notice("Not resumed: " + entry.path() + ": " + Causes.text(e));
      return ExitStatus.FAILED;
    }
  }

  private Optional<Held> hold(Report report, Entry entry) {
    try {
      Optional<Held> held = new Unfinished(ferry.surroundings().home()).hold(entry);
      if (held.isEmpty()) {
        report.notice("Still being sent by another command: " + entry.path());
      }
      return held;
    } catch (IOException e) {
      report.notice("Not resumed: " + entry.path() + ": " + Causes.text(e));
      return Optional.empty();
    }
  }

  /**
   * The file, if it is still the one that was being sent. A folder may have changed: what is the
   * same in it is not sent again.
   */
  private Optional<Item> item(Report report, Entry entry) {
    try {
      Item item = Item.at(ferry.surroundings().devices(), Path.of(entry.path()));
      boolean same = item.size() == entry.size() && item.modified().equals(entry.modified());
      if (same || item.folder().isPresent()) {
        return Optional.of(item);
      }
      report.notice(
          "Not resumed: " + entry.path() + " was changed meanwhile; send it again as it is now.");
    } catch (IOException e) {
      report.notice("Not resumed: " + entry.path() + ": " + Causes.text(e));
    }
    return Optional.empty();
  }

  private static SendOptions how(Entry entry) {
    List<Route> via = new ArrayList<>();
    for (String word : entry.via().split(",")) {
      Route.named(word).ifPresent(via::add);
    }
    SendOptions standard =
        SendOptions.standard()
            .encrypt(Encrypt.named(entry.encrypt()).orElse(Encrypt.REQUIRED))
            .keepTrying(KEEP_TRYING)
            .resumed();
    return via.isEmpty() ? standard : standard.via(via);
  }
}
