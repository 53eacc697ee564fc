package dev.ferry.app;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.JsonLine;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Interrupts;
import dev.ferry.app.run.Logs;
import dev.ferry.app.terminal.QrDrawing;
import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.identity.Archive;
import dev.ferry.identity.Linking;
import dev.ferry.identity.PinCode;
import dev.ferry.io.dht.Dhts;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry account link}: gives the account to another device of the same person. */
@Command(
    name = "link",
    description = {
      "Without a code: show one by which another device joins this account, for twenty minutes.",
      "With a code: make this a device of the account that shows it."
    })
final class AccountLinkCommand implements Callable<Integer> {
  private static final Duration VALID = Duration.ofMinutes(20);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ParentCommand private AccountCommand parent;
  @Mixin private OwnIdentity identity;
  @Mixin private ArchivePassword password;
  @Mixin private DhtOptions dht;

  @Parameters(
      arity = "0..1",
      paramLabel = "CODE",
      description = "Eight letters and digits, as the other device shows them.")
  private Optional<String> typed = Optional.empty();

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(dht.json());
    return Failure.told(report, () -> link(report));
  }

  private int link(Report report) throws Failure, InterruptedException {
    Surroundings surroundings = parent.surroundings();
    Logs.set(surroundings.environment());
    Thread here = Thread.currentThread();
    try (var _ = Interrupts.take(here::interrupt)) {
      return typed.isPresent() ? join(report, surroundings) : offer(report, surroundings);
    } catch (DhtException e) {
      throw DhtOptions.failure(e);
    } catch (IOException e) {
      throw OwnIdentity.unusable(e);
    }
  }

  private int offer(Report report, Surroundings surroundings)
      throws Failure, DhtException, InterruptedException {
    Archive archive = identity.archive(surroundings);
    String secret = password.required(surroundings);
    PinCode code = PinCode.draw(OwnIdentity.RANDOM);
    try (Dht way = dht.open(surroundings, Optional.empty());
        var _ = linking(way).offer(archive, code, secret, DhtOptions.in(PATIENCE))) {
      if (dht.json()) {
        surroundings.out().println(new JsonLine().put("code", code.text()));
      } else {
        report.notice("On the other device: ferry account link " + code);
        if (surroundings.live()) {
          report.notice(QrDrawing.of(code.text()));
        }
        report.notice(
            "It asks for the password. The code is good until Ctrl-C, 20 minutes at most.");
      }
      Dhts.tasks().sleep(VALID.toNanos());
      return ExitStatus.DONE;
    }
  }

  private int join(Report report, Surroundings surroundings)
      throws Failure, DhtException, IOException, InterruptedException {
    AccountNewCommand.refuseSecond(OwnIdentity.store(surroundings));
    PinCode code =
        PinCode.parse(typed.orElse(""))
            .orElseThrow(() ->
                Failure.usage(
                    "'" + typed.orElse("") + "' is no code", "it has eight letters and digits"));
    String secret = password.required(surroundings);
    Optional<Archive> archive;
    try (Dht way = dht.open(surroundings, Optional.empty())) {
      archive = linking(way).take(code, secret, DhtOptions.in(PATIENCE));
    }
    if (archive.isEmpty()) {
      throw Failure.here(
          "no account was found by that code and password",
          "check both; codes are good for twenty minutes, then ask for a new one");
    }
    AccountImportCommand.keep(
        report, surroundings, archive.get(), identity.chosen(surroundings), dht.json());
    return ExitStatus.DONE;
  }

  private static Linking linking(Dht way) {
    return new Linking(way, Dhts.tasks(), OwnIdentity.RANDOM);
  }
}
