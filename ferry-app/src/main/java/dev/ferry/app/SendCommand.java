package dev.ferry.app;

import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.app.account.Login;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Item;
import dev.ferry.app.run.Session;
import dev.ferry.node.Fields;
import dev.ferry.transfer.PersonTransfer.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry send}: sends files and folders, one after another. */
@Command(name = "send", description = "Send files and folders to somebody.", sortOptions = false)
final class SendCommand implements Callable<Integer> {
  @ParentCommand private FerryCommand ferry;
  @Mixin private DeviceOptions options;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH... PEER...",
      hideParamSyntax = true,
      description =
          "The files and folders, then who gets them: bob@example.org, or the name or the 40 digits of"
              + " a contact without a server; NAME/DEVICE for one of their devices. Several"
              + " contacts without a server give each other what they have of it. One path alone goes to whoever is told a code.")
  private List<String> words;

  @Option(
      names = "--code",
      description = "All of these are paths, and go to whoever is told a code.")
  private boolean code;

  @Option(
      names = "--everywhere",
      description =
          "To somebody with several addresses: by all of them at once, instead of the best one.")
  private boolean everywhere;

  @Option(
      names = "--via",
      split = ",",
      paramLabel = "ROUTE",
      description = "The routes allowed, best first: direct, ice, relay, proxy, in-band.")
  private List<Route> via = List.of();

  @Option(
      names = "--keep-trying",
      paramLabel = "MINUTES",
      defaultValue = "60",
      description =
          "How long to offer again what was lost midway; 60 if not said, 0 for not at all.")
  private int keepTrying;

  @Option(
      names = "--wait",
      description =
          "Wait for somebody who is away, for as long as --keep-trying says; ferry resume goes on"
              + " with that.")
  private boolean wait;

  @Override
  public Integer call() {
    Report report = ferry.surroundings().report(options.json());
    return Failure.told(report, () -> send(report));
  }

  private int send(Report report) throws Failure, InterruptedException {
    if (code || words.size() < 2) {
      refuseLoneAddress();
      return sendByCode(report);
    }
    int people = SeveralPeople.count(ferry.surroundings(), words);
    if (people > 1) {
      int paths = words.size() - people;
      return new SeveralPeople(ferry.surroundings(), options, report)
          .send(words.subList(paths, words.size()), items(words.subList(0, paths)), how());
    }
    Addressee who = Recipient.read(ferry.surroundings(), words.getLast());
    List<Item> items = items(words.subList(0, words.size() - 1));
    if (who.accounts().size() > 1 || who.device().isPresent()) {
      return new Worlds(ferry.surroundings(), options, report)
          .visit(who, open -> send(open, report, items));
    }
    Peer peer = who.accounts().getFirst();
    Login login = options.loginFor(ferry.surroundings(), peer);
    Recipient.check(login, peer, false);
    try (Session session = Online.open(ferry.surroundings(), options, login, report)) {
      Online.check(session);
      Recipient.check(login, peer, true);
      return send(new Outgoing(ferry.surroundings(), session, report, login), peer, items);
    }
  }

  private int send(Worlds.Open open, Report report, List<Item> items) throws InterruptedException {
    int status = ExitStatus.DONE;
    for (Item item : items) {
      if (status == ExitStatus.DONE) {
        status = open.send(item, how(), everywhere ? Choice.ALL : Choice.BEST);
      } else {
        report.notice("Not sent: " + item.path());
      }
    }
    return open.session().stopped() ? ExitStatus.CANCELLED : status;
  }

  private int sendByNode(NodeVerbs node, Report report) throws Failure, InterruptedException {
    List<String> paths =
        words.subList(0, words.size() - 1).stream()
            .map(word -> path(word).normalize().toString())
            .toList();
    Fields wish =
        new Fields()
            .put("peer", words.getLast())
            .put("paths", paths)
            .put("encrypt", options.encrypt().toString())
            .put("via", via.stream().map(Route::toString).toList())
            .put("account", options.account())
            .put("wait", wait);
    return new SendByNode(node, report, ferry.surroundings().out(), options.json()).send(wish);
  }

  /** Somebody without a file is a file forgotten, not a file of that name. */
  private void refuseLoneAddress() throws Failure {
    String word = words.getFirst();
    if (!code && word.contains("@") && Files.notExists(path(word))) {
      throw Failure.usage(
          "a file and who gets it are needed, but there is only '" + word + "'",
          "write: ferry send FILE name@example.org");
    }
  }

  private Path path(String word) {
    return ferry.surroundings().folder().resolve(word);
  }

  private int sendByCode(Report report) throws Failure, InterruptedException {
    List<Item> items = items(words);
    Login login = options.loginForCodes(ferry.surroundings(), report);
    try (Session session = Online.open(ferry.surroundings(), options, login, report)) {
      boolean drawn = ferry.surroundings().live() && !options.json();
      Peer peer = new ByCode(session, report, drawn).invite();
      return send(new Outgoing(ferry.surroundings(), session, report, login), peer, items);
    }
  }

  private int send(Outgoing outgoing, Peer peer, List<Item> items) throws InterruptedException {
    int status = ExitStatus.DONE;
    for (Item item : items) {
      if (status == ExitStatus.DONE) {
        status = outgoing.send(peer, item, how());
      } else {
        outgoing.report().notice("Not sent: " + item.path());
      }
    }
    return outgoing.session().stopped() ? ExitStatus.CANCELLED : status;
  }

  private List<Item> items(List<String> paths) throws Failure {
    List<Item> items = new ArrayList<>();
    for (String path : paths) {
      items.add(item(path));
    }
    return items;
  }

  private SendOptions how() {
    SendOptions standard =
        SendOptions.standard()
            .encrypt(options.encrypt())
            .keepTrying(Duration.ofMinutes(keepTrying));
    if (wait) {
      standard = standard.resumed();
    }
    List<Route> routes = via.isEmpty() ? IceServers.order(ferry.surroundings().environment()) : via;
    return routes.isEmpty() ? standard : standard.via(routes);
  }

  private Item item(String word) throws Failure {
    try {
      return Item.at(ferry.surroundings().devices(), path(word));
    } catch (IOException e) {
      throw Failure.here(
          word + " cannot be sent: " + Causes.text(e), "check the path and its permissions");
    }
  }
}
