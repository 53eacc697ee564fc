package dev.ferry.app;

import dev.ferry.Encrypt;
import dev.ferry.Ferry;
import dev.ferry.app.account.Account;
import dev.ferry.app.account.AccountStore;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Logs;
import dev.ferry.app.run.NotOnline;
import dev.ferry.app.run.Protection;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry account add}: keeps an account and tries it. */
@Command(
    name = "add",
    description = "Keep an account on this device, in a file only you can read, and try it.",
    sortOptions = false)
final class AccountAddCommand implements Callable<Integer> {
  @ParentCommand private AccountCommand parent;

  @Parameters(paramLabel = "JID", description = "The address, such as you@example.org.")
  private Jid jid;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "The password is its first line; nobody else may be able to read it.")
  private Optional<Path> passwordFile = Optional.empty();

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      description = "The server, instead of what DNS says. Port 5223: TLS from the start.")
  private Optional<ServerAddress> server = Optional.empty();

  @Option(
      names = "--trust-certificate",
      paramLabel = "FILE",
      description = "Trust exactly this certificate (PEM) of the server.")
  private Optional<Path> certificate = Optional.empty();

  @Option(
      names = "--allow-plaintext",
      description = "Sign in although the server offers no TLS. Others can read all of it.")
  private boolean plaintext;

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(false);
    return Failure.told(report, () -> add(report));
  }

  private int add(Report report) throws Failure, InterruptedException {
    Surroundings surroundings = parent.surroundings();
    Account account =
        new Account(
            jid.bare(),
            Optional.of(Passwords.first(jid.bare(), passwordFile, surroundings)),
            server.map(ServerAddress::toString),
            certificate(),
            plaintext);
    try {
      new AccountStore(surroundings.home().accounts()).save(account);
    } catch (IOException e) {
      throw Failure.here("the account cannot be kept: " + Causes.text(e), "check that folder");
    }
    Logs.set(surroundings.environment());
    report.notice("Added " + account.jid() + ". Signing in ...");
    try (Ferry ferry =
        surroundings
            .devices()
            .open(account, DeviceOptions.usual(surroundings), Protection.of(Encrypt.AUTO))) {
      report.notice("It works: others reach you as " + ferry.self() + ".");
      return ExitStatus.DONE;
    } catch (NotOnline e) {
      throw new Failure(e.trouble());
    }
  }

  private Optional<Path> certificate() throws Failure {
    Optional<Path> file = certificate.map(parent.surroundings().folder()::resolve);
    if (file.isPresent() && !Files.isReadable(file.get())) {
      throw Failure.here(
          "the certificate " + file.get() + " cannot be read", "name a file in PEM form");
    }
    return file;
  }
}
