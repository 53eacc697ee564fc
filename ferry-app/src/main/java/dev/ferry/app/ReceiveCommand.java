package dev.ferry.app;

import dev.ferry.IncomingOffer;
import dev.ferry.Peer;
import dev.ferry.Side;
import dev.ferry.Standing;
import dev.ferry.Transfer.Direction;
import dev.ferry.TransferState.Ended;
import dev.ferry.app.account.Login;
import dev.ferry.app.offers.KnownFiles;
import dev.ferry.app.offers.SharedFiles;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Outcome;
import dev.ferry.app.report.Report;
import dev.ferry.app.report.Subject;
import dev.ferry.app.report.Trouble;
import dev.ferry.app.run.Accepting;
import dev.ferry.app.run.Devices;
import dev.ferry.app.run.Doorkeeper;
import dev.ferry.app.run.Session;
import dev.ferry.app.terminal.Graphics;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.io.Ferries;
import dev.ferry.port.FileVault;
import dev.ferry.port.FolderVault;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry receive}: waits for offers and takes files in. */
@Command(name = "receive", description = "Wait for files and receive them.", sortOptions = false)
final class ReceiveCommand implements Callable<Integer> {
  private static final System.Logger LOG = System.getLogger(ReceiveCommand.class.getName());
  private static final int MESSAGE = 500;

  /** By a code: for the first file, and for one more. */
  private static final Duration FIRST_OFFER = Duration.ofSeconds(60);

  private static final Duration NEXT_OFFER = Duration.ofSeconds(3);
  private static final Duration KEPT = Duration.ofDays(30);

  @ParentCommand private FerryCommand ferry;
  @Mixin private DeviceOptions options;

  @Parameters(
      arity = "0..*",
      paramLabel = "CODE",
      hideParamSyntax = true,
      description = "A code that somebody told you; then what they send is received, nothing else.")
  private List<String> code = List.of();

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description = "The folder that receives; the current one if not said. Must exist.")
  private Optional<Path> into = Optional.empty();

  @Option(
      names = "--accept",
      paramLabel = "ask|pictures|contacts|all",
      defaultValue = "ask",
      description =
          "What is taken: ask each time (the default), pictures under 20 MB from contacts unasked,"
              + " all from contacts, all.")
  private Accepting.Rule accept;

  @Option(
      names = "--executables",
      description = "Let files of a folder be run here that may be run there.")
  private boolean executables;

  @Option(
      names = "--thumbnails",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Show small pictures of what contacts offer, if the terminal can draw.")
  private boolean thumbnails;

  @Option(names = "--once", description = "End with the first file that was accepted.")
  private boolean once;

  @Override
  public Integer call() {
    Report report = ferry.surroundings().report(options.json());
    return Failure.told(report, () -> receive(report));
  }

  private int receive(Report report) throws Failure, InterruptedException {
    Path folder = folder();
    Vaults vaults = vaults(folder);
    Previews previews =
        new Previews(thumbnails ? ferry.surroundings().graphics() : Graphics.NONE, report);
    Consent consent = new Consent(accept, ferry.surroundings().input(), report, previews);
    if (!code.isEmpty()) {
      return receiveByCode(String.join(" ", code), report, consent, vaults);
    }
    Login login = options.login(ferry.surroundings());
    try (Doorkeeper door = Doorkeeper.receiving(ferry.surroundings().home());
        Session session = Online.open(ferry.surroundings(), options, login, report, door)) {
      String self = session.ferry().self().toString();
      String sentence = "Receiving as " + self + " into " + folder + ". Ctrl-C ends.";
      if (session.ferry().standing() instanceof Standing.Away) {
        report.notice(sentence);
      } else {
        report.ready(self, sentence);
      }
      consent.explain();
      removeLeftovers(vaults);
      Offers offers = offers(session, login);
      offers.serve();
      int status = receive(offers, report, consent, vaults);
      return session.stopped() ? ExitStatus.CANCELLED : status;
    }
  }

  private Offers offers(Session session, Login login) {
    var known = new KnownFiles(ferry.surroundings().home().offers());
    var shared = new SharedFiles(known, OwnIdentity.store(ferry.surroundings()));
    return new Offers(session, known, shared, login.account());
  }

  /** Takes what the one sends who has told the code, until nothing more comes. */
  private int receiveByCode(String typed, Report report, Consent consent, Vaults vaults)
      throws Failure, InterruptedException {
    Login login = options.loginForCodes(ferry.surroundings(), report);
    try (Session session = Online.open(ferry.surroundings(), options, login, report)) {
      Peer.Account sender = new ByCode(session, report, false).answer(typed);
      Offers offers = offers(session, login);
      int status = ExitStatus.DECLINED;
      Optional<IncomingOffer> offer = next(session, FIRST_OFFER);
      while (offer.isPresent() && !session.stopped()) {
        Subject subject = subject(offer.get());
        offers.came(subject, offer.get());
        if (!offer.get().transfer().peer().equals(sender)) {
          offer.get().decline();
        } else if (answer(report, consent, vaults, offer.get(), subject)) {
          status = follow(offers, offer.get(), subject);
        }
        offer = next(session, NEXT_OFFER);
      }
      return session.stopped() ? ExitStatus.CANCELLED : status;
    }
  }

  private static Optional<IncomingOffer> next(Session session, Duration patience)
      throws InterruptedException {
    return session.ferry().nextOffer(Ferries.tasks().in(patience.toNanos()));
  }

  private int receive(Offers offers, Report report, Consent consent, Vaults vaults)
      throws Failure, InterruptedException {
    List<Thread> watchers = new ArrayList<>();
    try {
      while (true) {
        Optional<IncomingOffer> offer = offers.session().ferry().nextOffer(Tasks.NEVER);
        if (offer.isEmpty()) {
          return ended(offers.session());
        }
        Subject subject = subject(offer.get());
        offers.came(subject, offer.get());
        boolean accepted = answer(report, consent, vaults, offer.get(), subject);
        if (once && accepted) {
          return follow(offers, offer.get(), subject);
        }
        if (once && consent.impossible()) {
          return ExitStatus.USAGE;
        }
        watchers.removeIf(watcher -> !watcher.isAlive());
        watchers.add(watch(offers, offer.get(), subject));
      }
    } finally {
      // Each transfer's end is told before the command's own.
      for (Thread watcher : watchers) {
        watcher.join();
      }
    }
  }

  /** What nobody came back for in a month goes; that this fails is no reason not to receive. */
  private static void removeLeftovers(Vaults vaults) {
    Instant before = Instant.now().minus(KEPT);
    try {
      vaults.files().removeLeftovers(before);
      vaults.folders().removeLeftovers(before);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "removing what old transfers left", e);
    }
  }

  private static int ended(Session session) throws Failure {
    if (session.stopped()) {
      return ExitStatus.CANCELLED;
    }
    throw new Failure(
        new Trouble(
            ExitStatus.FAILED,
            "the connection to the server is lost, so no more offers can come",
            Side.BETWEEN,
            "check the network, then run ferry receive again"));
  }

  private boolean answer(
      Report report, Consent consent, Vaults vaults, IncomingOffer offer, Subject subject)
      throws InterruptedException {
    report.offer(subject, offer.assurance());
    offer
        .message()
        .ifPresent(words -> report.notice("They write: " + Terminal.escape(words, MESSAGE)));
    boolean accepted =
        offer.continues(vaults.files())
            || offer.continues(vaults.folders(), executables)
            || consent.given(offer, subject);
    if (accepted) {
      if (subject.folder().isPresent()) {
        offer.accept(vaults.folders(), executables);
      } else {
        offer.accept(vaults.files());
      }
    } else {
      offer.decline();
    }
    return accepted;
  }

  private static int follow(Offers offers, IncomingOffer offer, Subject subject)
      throws InterruptedException {
    Ended ended = offers.follow(subject, offer);
    return Outcome.of(ended.reason(), Direction.IN, subject.peer()).status();
  }

  private static Thread watch(Offers offers, IncomingOffer offer, Subject subject) {
    return Thread.ofVirtual()
        .name("follow " + subject.id())
        .start(() -> {
          try {
            follow(offers, offer, subject);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private Subject subject(IncomingOffer offer) {
    return new Subject(
            Session.id(offer.transfer()),
            Direction.IN,
            offer.transfer().peer().toString(),
            offer.safeName(),
            offer.transfer().file().size(),
            Optional.empty(),
            offer.transfer().file().folder())
        .calling(ContactWords.called(ferry.surroundings(), offer.transfer().peer()));
  }

  private Path folder() throws Failure {
    Path folder = ferry.surroundings().folder().resolve(into.orElse(Path.of(""))).normalize();
    if (!Files.isDirectory(folder)) {
      throw Failure.here(
          "there is no folder " + folder, "make it first, or choose another with --into");
    }
    return folder;
  }

  /** The one folder, for files and for folders. */
  private record Vaults(FileVault files, FolderVault folders) {}

  private Vaults vaults(Path folder) throws Failure {
    Devices devices = ferry.surroundings().devices();
    try {
      return new Vaults(devices.vault(folder), devices.folderVault(folder));
    } catch (IOException e) {
      throw Failure.here(
          "the folder cannot be used: " + Causes.text(e), "choose another with --into");
    }
  }
}
