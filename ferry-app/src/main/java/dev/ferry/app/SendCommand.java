package dev.ferry.app;

import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Ended;
import dev.ferry.app.account.Account;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Outcome;
import dev.ferry.app.report.Report;
import dev.ferry.app.report.Subject;
import dev.ferry.app.run.Session;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      paramLabel = "PATH... PEER",
      hideParamSyntax = true,
      description =
          "The files and folders, then the address of who gets them, such as bob@example.org.")
  private List<String> words;

  @Option(
      names = "--via",
      split = ",",
      paramLabel = "ROUTE",
      description = "The routes allowed, best first: direct, proxy, in-band.")
  private List<Route> via = List.of();

  @Override
  public Integer call() {
    Report report = ferry.surroundings().report(options.json());
    return Failure.told(report, () -> send(report));
  }

  private int send(Report report) throws Failure, InterruptedException {
    if (words.size() < 2) {
      throw Failure.usage(
          "a file and who gets it are needed, but there is only '" + words.getFirst() + "'",
          "write: ferry send FILE name@example.org");
    }
    Peer peer = peer(words.getLast());
    List<Item> items = new ArrayList<>();
    for (String path : words.subList(0, words.size() - 1)) {
      items.add(item(path));
    }
    Account account = options.account(ferry.surroundings());
    try (Session session = Online.open(ferry.surroundings(), options, account, report)) {
      int status = ExitStatus.DONE;
      for (Item item : items) {
        if (status == ExitStatus.DONE) {
          status = send(session, peer, item);
        } else {
          report.notice("Not sent: " + item.path());
        }
      }
      return session.stopped() ? ExitStatus.CANCELLED : status;
    }
  }

  private int send(Session session, Peer peer, Item item) throws InterruptedException {
    SendOptions standard = SendOptions.standard().encrypt(options.encrypt());
    SendOptions how = via.isEmpty() ? standard : standard.via(via);
    Transfer transfer = item.send(session.ferry(), peer, how);
    Subject subject =
        new Subject(
            Session.id(transfer),
            Transfer.Direction.OUT,
            peer.toString(),
            item.name(),
            item.size(),
            Optional.of(item.path()),
            item.folder());
    Ended ended = session.follow(subject, transfer);
    return Outcome.of(ended.reason(), Transfer.Direction.OUT, peer.toString()).status();
  }

  private static Peer peer(String word) throws Failure {
    Optional<Jid> jid = Jid.parse(word).filter(parsed -> !parsed.local().isEmpty());
    if (jid.isEmpty()) {
      throw Failure.usage(
          "'" + word + "' is no address, and names of contacts are not known yet",
          "write the whole address, such as name@example.org");
    }
    return new Peer.Xmpp(jid.get());
  }

  private Item item(String word) throws Failure {
    Path path = ferry.surroundings().folder().resolve(word);
    try {
      return Files.isDirectory(path)
          ? new Item.Whole(ferry.surroundings().devices().folder(path))
          : new Item.Single(ferry.surroundings().devices().source(path));
    } catch (IOException e) {
      throw Failure.here(
          word + " cannot be sent: " + Causes.text(e), "check the path and its permissions");
    }
  }
}
