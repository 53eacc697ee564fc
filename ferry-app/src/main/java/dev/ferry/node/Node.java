package dev.ferry.node;

import dev.ferry.Ferry;
import dev.ferry.Peer;
import dev.ferry.app.account.PrivateFiles;
import dev.ferry.app.history.HistoryReport;
import dev.ferry.app.offers.KnownFiles;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Accepting;
import dev.ferry.app.run.Devices;
import dev.ferry.app.run.Home;
import dev.ferry.identity.ContactDesk;
import dev.ferry.json.Json;
import dev.ferry.negotiation.Paces;
import dev.ferry.node.outbox.Outbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All accounts of a home online at once, with all that is done for them. Any thread may call;
 * {@link #close} leaves everything so that the next run goes on with it.
 */
public final class Node implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Node.class.getName());
  private static final InstantSource CLOCK = InstantSource.system();
  private static final long LOOK_AGAIN = 5_000;

  private final Board board = new Board();
  private final Lanes lanes = new Lanes();
  private final Map<Peer, Line> lines = new ConcurrentHashMap<>();
  private final Accounts accounts;
  private final Home home;
  private final String version;
  private final Transfers transfers;
  private final SettingsShelf settings;
  private final People people;
  private final Offers offers;
  private final Outbox outbox;
  private final Uploads uploads;
  private final Codes codes;
  private final HistoryDesk history;
  private final Senders senders;
  private final Asking asking;
  private final Json.Obj about;
  private final Thread looking;

  /**
   * Opens what is kept; {@link #start} goes online.
   *
   * @param paces of the devices, which the settings change
   * @param into the folder that receives where none was ever chosen
   */
  public Node(Home home, Devices devices, Accounts accounts, Paces paces, Path into, String version)
      throws IOException {
    this.home = home;
    this.accounts = accounts;
    this.version = version;
    Path folder = PrivateFiles.folder(home.node());
    this.transfers = new Transfers(board, CLOCK);
    this.settings = new SettingsShelf(folder, Settings.standard(into), board);
    this.people = new People(folder, accounts, board, () -> alone().flatMap(Line::desk));
    Report report = new HistoryReport(transfers, home.history(), CLOCK);
    KnownFiles known = new KnownFiles(home.offers());
    this.offers =
        new Offers(
            board,
            settings,
            devices,
            known,
            transfers,
            report,
            people,
            new Quotas(CLOCK),
            lanes,
            CLOCK);
    this.uploads = new Uploads(folder.resolve("uploads"));
    this.outbox =
        new Outbox(
            folder.resolve("outbox"),
            this::ferry,
            devices,
            transfers,
            report,
            lanes,
            people,
            board,
            uploads::drop,
            uploads::leave);
    this.codes = new Codes(board, () -> alone().flatMap(Line::ferry));
    this.history = new HistoryDesk(home.history(), people, CLOCK);
    this.senders = new Senders(devices, people, outbox, transfers, uploads, lines::keySet, CLOCK);
    this.asking = new Asking(known, devices, settings, transfers, people, offers, this::ferry);
    this.about = new Running(version, CLOCK.instant(), home.folder()).object();
    this.looking = Thread.ofVirtual().name("look at what is kept").unstarted(this::look);
    settings.watch(now -> {
      lanes.limit(now.parallel());
      paces.up().limit(now.up());
      paces.down().limit(now.down());
    });
  }

  /** Changes what is kept of the settings, where something is said. */
  public void choose(Optional<Accepting.Rule> accept, Optional<Path> into) throws Refused {
    if (accept.isPresent() || into.isPresent()) {
      Settings now = settings.now();
      Json.Obj unused =
          settings.set(
              new Settings(
                      accept.orElse(now.accept()),
                      into.orElse(now.into()),
                      now.up(),
                      now.down(),
                      now.parallel(),
                      now.contacts())
                  .json());
    }
  }

  /** Goes online with all accounts, and on with what was begun. */
  public void start() throws IOException {
    uploads.open(outbox.open());
    for (Peer account : accounts.all()) {
      open(account);
    }
    looking.start();
  }

  /** Other programs of this home change what is kept, too. */
  private void look() {
    try {
      while (true) {
        showNode();
        people.refresh();
        Thread.sleep(LOOK_AGAIN);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private Json.Obj showNode() {
    Fields fields = new Fields();
    about.members().forEach(fields::put);
    Json.Obj now =
        fields
            .put("into", settings.now().into().toString())
            .put("accounts", new Json.Arr(List.copyOf(board.list(Board.Kind.ACCOUNT))))
            .object();
    board.put(Board.Kind.NODE, "", now);
    return now;
  }

  /** The node itself, as the API shows it. */
  public Json.Obj json() {
    return showNode();
  }

  /** Opens an account, if it is not open already. */
  void open(Peer account) {
    Line[] made = new Line[1];
    Line line =
        lines.computeIfAbsent(
            account,
            _ -> {
              made[0] = new Line(account, accounts, board, new Crew(), this::heard);
              return made[0];
            });
    if (line == made[0]) {
      line.start();
    }
    showNode();
  }

  /** Closes an account. */
  void leave(Peer account) {
    Line gone = lines.remove(account);
    if (gone != null) {
      gone.close();
    }
    showNode();
  }

  private void heard(ContactDesk.Outcome outcome) {
    people.refresh();
    outbox.maybeBack(Peer.Account.of(outcome.account()));
  }

  /** What is done with a device that is online. */
  private final class Crew implements Line.Crew {
    @Override
    public void online(Line line, Ferry ferry) {
      offers.serve(line.account(), ferry, outbox::maybeBack);
    }

    @Override
    public void reachable(Line line) {
      showNode();
      outbox.backOnline();
    }
  }

  private Optional<Ferry> ferry(Peer account) {
    return Optional.ofNullable(lines.get(account)).flatMap(Line::ferry);
  }

  private Optional<Line> alone() {
    return lines.values().stream()
        .filter(line -> line.account() instanceof Peer.Account)
        .findFirst();
  }

  /** All that can be seen. */
  public Board board() {
    return board;
  }

  Accounts accounts() {
    return accounts;
  }

  Home home() {
    return home;
  }

  String version() {
    return version;
  }

  Transfers transfers() {
    return transfers;
  }

  SettingsShelf settings() {
    return settings;
  }

  People people() {
    return people;
  }

  Offers offers() {
    return offers;
  }

  Outbox outbox() {
    return outbox;
  }

  Uploads uploads() {
    return uploads;
  }

  Codes codes() {
    return codes;
  }

  HistoryDesk history() {
    return history;
  }

  Senders senders() {
    return senders;
  }

  Asking asking() {
    return asking;
  }

  @Override
  public void close() {
    looking.interrupt();
    codes.close();
    try {
      looking.join();
      outbox.close();
      for (Thread closing :
          lines.values().stream().map(line -> Thread.ofVirtual().start(line::close)).toList()) {
        closing.join();
      }
      history.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the history was not closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      board.close();
    }
  }
}
