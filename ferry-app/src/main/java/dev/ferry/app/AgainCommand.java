package dev.ferry.app;

import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.Transfer;
import dev.ferry.Transfer.Direction;
import dev.ferry.TransferState.Ended;
import dev.ferry.app.account.Login;
import dev.ferry.app.offers.JingleUri;
import dev.ferry.app.offers.KnownFiles;
import dev.ferry.app.offers.KnownFiles.Known;
import dev.ferry.app.offers.SharedFiles;
import dev.ferry.app.offers.SharedFiles.Listed;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.JsonLine;
import dev.ferry.app.report.Outcome;
import dev.ferry.app.report.Report;
import dev.ferry.app.report.Subject;
import dev.ferry.app.run.Devices;
import dev.ferry.app.run.Session;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.app.terminal.Units;
import dev.ferry.content.SafeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry again}: asks once more for what was offered here. */
@Command(
    name = "again",
    description = "Ask once more for a file or folder that was offered to you.",
    sortOptions = false)
final class AgainCommand implements Callable<Integer> {
  private static final int ID = 40;
  private static final int NAME = 40;
  private static final int PEER = 60;
  private static final int SHOWN = 20;

  @ParentCommand private FerryCommand ferry;
  @Mixin private DeviceOptions options;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description =
          "The transfer that it was offered with, or the link that names it"
              + " (xmpp:ADDRESS?jingle;id=NAME); without it, the last ones are listed.")
  private Optional<String> id = Optional.empty();

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description = "The folder that receives; the current one if not said. Must exist.")
  private Optional<Path> into = Optional.empty();

  @Option(
      names = "--executables",
      description = "Let files of a folder be run here that may be run there.")
  private boolean executables;

  @Option(
      names = "--keep-trying",
      paramLabel = "MINUTES",
      defaultValue = "60",
      description =
          "How long to ask again for what was lost midway; 60 if not said, 0 for not at all.")
  private int keepTrying;

  @Override
  public Integer call() {
    Report report = ferry.surroundings().report(options.json());
    return Failure.told(report, () -> id.isPresent() ? ask(report, known(id.get())) : list());
  }

  private int list() throws Failure {
    try {
      for (Listed listed : files().list().stream().limit(SHOWN).toList()) {
        ferry.surroundings().out().println(options.json() ? json(listed) : line(listed));
      }
      return ExitStatus.DONE;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static String json(Listed listed) {
    Known known = listed.known();
    return new JsonLine()
        .put("id", known.id())
        .put("publication", known.publication())
        .put("file", known.file().name())
        .put("size", known.file().size())
        .put("peer", known.from().toString())
        .put("elsewhere", listed.elsewhere())
        .toString();
  }

  private static String line(Listed listed) {
    Known known = listed.known();
    return "%s  %s (%s)  %s%s"
        .formatted(
            Terminal.escape(known.id(), ID),
            Terminal.escape(SafeName.of(known.file().name()).text(), NAME),
            Units.bytes(known.file().size()),
            Terminal.escape(known.from().toString(), PEER),
            listed.elsewhere() > 0 ? "  another of your devices has it" : "");
  }

  private SharedFiles files() {
    return new SharedFiles(
        new KnownFiles(ferry.surroundings().home().offers()),
        OwnIdentity.store(ferry.surroundings()));
  }

  private static Failure unreadable(IOException e) {
    return Failure.here(
        "what was offered cannot be read: " + Causes.text(e), "check the folder FERRY_HOME");
  }

  private Known known(String which) throws Failure {
    try {
      Optional<JingleUri> link = JingleUri.parse(which);
      if (JingleUri.isMeant(which) && link.isEmpty()) {
        throw Failure.usage(
            "'" + which + "' names no offer", "such links are xmpp:ADDRESS?jingle;id=NAME");
      }
      Optional<Known> found =
          link.isPresent()
              ? files().list().stream().map(Listed::known).filter(link.get()::names).findFirst()
              : files().find(which);
      return found.orElseThrow(
          () -> Failure.usage("nothing was offered here as " + which, "see: ferry again"));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private int ask(Report report, Known known) throws Failure, InterruptedException {
    Path folder = folder();
    Login login = options.login(ferry.surroundings(), known.account());
    try (Session session = Online.open(ferry.surroundings(), options, login, report)) {
      Online.check(session);
      Peer from = known.from();
      Transfer transfer = request(session, from, known, folder);
      Subject subject =
          new Subject(
              Session.id(transfer),
              Direction.IN,
              from.toString(),
              SafeName.of(known.file().name()).text(),
              known.file().size(),
              Optional.empty(),
              known.file().folder());
      Ended ended = session.follow(subject, transfer);
      return session.stopped()
          ? ExitStatus.CANCELLED
          : Outcome.of(ended.reason(), Direction.IN, from.toString()).status();
    }
  }

  private Transfer request(Session session, Peer from, Known known, Path into) throws Failure {
    Devices devices = ferry.surroundings().devices();
    try {
      FileOffer file = known.file();
      Optional<String> name = known.publication();
      Duration longest = Duration.ofMinutes(keepTrying);
      return file.folder().isPresent()
          ? session
              .ferry()
              .request(from, file, name, devices.folderVault(into), executables, longest)
          : session.ferry().request(from, file, name, devices.vault(into), longest);
    } catch (IOException e) {
      throw Failure.here(
          "the folder cannot be used: " + Causes.text(e), "choose another with --into");
    }
  }

  private Path folder() throws Failure {
    Path folder = ferry.surroundings().folder().resolve(into.orElse(Path.of(""))).normalize();
    if (!Files.isDirectory(folder)) {
      throw Failure.here(
          "there is no folder " + folder, "make it first, or choose another with --into");
    }
    return folder;
  }
}
