package dev.ferry.app;

import dev.ferry.app.account.Account;
import dev.ferry.app.account.AccountStore;
import dev.ferry.app.account.OpenPgpKeys;
import dev.ferry.app.history.HistoryReport;
import dev.ferry.app.report.JsonReport;
import dev.ferry.app.report.LiveReport;
import dev.ferry.app.report.PlainReport;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Devices;
import dev.ferry.app.run.Home;
import dev.ferry.app.terminal.Graphics;
import dev.ferry.app.terminal.Input;
import dev.ferry.app.terminal.Screen;
import dev.ferry.app.terminal.Style;
import dev.ferry.app.terminal.Tty;
import dev.ferry.app.trust.CertificateBook;
import dev.ferry.app.trust.KeyBook;
import dev.ferry.app.trust.OmemoBook;
import dev.ferry.app.trust.OpenPgpBook;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * What a command is given: its environment, its streams, the folder it runs in.
 *
 * @param folder the current one
 * @param outputIsTerminal whether a person reads {@code out}
 */
record Surroundings(
    Map<String, String> environment,
    Home home,
    Path folder,
    Input input,
    PrintStream out,
    PrintStream err,
    boolean outputIsTerminal,
    Devices devices) {

  /** Those of this process. */
  static Surroundings ofProcess() {
    Map<String, String> environment = System.getenv();
    Home home =
        Home.of(
            environment, System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    return new Surroundings(
        environment,
        home,
        Path.of("").toAbsolutePath(),
        Input.ofProcess(),
        System.out,
        System.err,
        Tty.output(),
        new RealDevices(
            home.keys(), home.offers(), IceServers.of(environment), IceServers.doors(environment)));
  }

  /** Who notes what happens and tells it: to a program, to a terminal, or to a log. */
  Report report(boolean json) {
    return new HistoryReport(teller(json), home.history(), InstantSource.system());
  }

  private Report teller(boolean json) {
    if (json) {
      return new JsonReport(out, err, InstantSource.system());
    }
    return live()
        ? new LiveReport(screen(), style(), InstantSource.system())
        : new PlainReport(out, err, InstantSource.system());
  }

  /** The keys of all kinds; first those that everybody writes without colons. */
  List<KeyBook> keyBooks() throws IOException {
    List<Jid> accounts =
        new AccountStore(home.accounts()).list().stream().map(Account::jid).toList();
    return List.of(
        new OmemoBook(home.keys().resolve(RealDevices.OMEMO), accounts),
        new OpenPgpBook(OpenPgpKeys.in(home.keys()), accounts),
        new CertificateBook(home.keys()));
  }

  /** Whether lines can be alive. */
  boolean live() {
    return outputIsTerminal && Tty.canMove(environment);
  }

  /** How pictures can be drawn there. */
  Graphics graphics() {
    return live() ? Graphics.of(environment) : Graphics.NONE;
  }

  Style style() {
    return Tty.style(environment, outputIsTerminal, charset());
  }

  Screen screen() {
    return new Screen(out, err, Tty.width(environment));
  }

  /** Where short-lived files go. */
  Path temporary() {
    String named = environment.getOrDefault("TMPDIR", "");
    return Path.of(named.isEmpty() ? System.getProperty("java.io.tmpdir") : named);
  }

  private Charset charset() {
    return out.charset();
  }
}
