package dev.ferry.app;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.JsonLine;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Interrupts;
import dev.ferry.app.run.Logs;
import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.identity.Archive;
import dev.ferry.identity.Chain;
import dev.ferry.identity.DeviceId;
import dev.ferry.identity.Directory;
import dev.ferry.identity.Making.Made;
import dev.ferry.identity.Revocations;
import dev.ferry.io.dht.Dhts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry account revoke}: takes a device of the account back, such as a lost one. */
@Command(
    name = "revoke",
    description = {
      "Without a device: show those of the account without a server that the DHT knows.",
      "With one: take it back, for good; contacts refuse it from then on."
    },
    sortOptions = false)
final class AccountRevokeCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int TELLING = 8;

  @ParentCommand private AccountCommand parent;
  @Mixin private OwnIdentity identity;
  @Mixin private DhtOptions dht;

  @Parameters(
      arity = "0..1",
      paramLabel = "DEVICE",
      description = "Its digits, the first eight at least.")
  private Optional<String> typed = Optional.empty();

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(dht.json());
    return Failure.told(report, () -> revoke(report));
  }

  private int revoke(Report report) throws Failure, InterruptedException {
    Surroundings surroundings = parent.surroundings();
    Logs.set(surroundings.environment());
    Made made = identity.open(surroundings);
    Thread here = Thread.currentThread();
    try (var _ = Interrupts.take(here::interrupt);
        Dht way = dht.open(surroundings, Optional.empty())) {
      List<Chain> devices =
          new Directory(way, Dhts.tasks())
              .devicesOf(made.device().account(), DhtOptions.in(PATIENCE))
              .chains();
      if (typed.isEmpty()) {
        devices.forEach(chain -> show(chain.device(), made.device().id(), report));
        return ExitStatus.DONE;
      }
      Chain lost = chosen(devices, typed.get().toLowerCase(Locale.ROOT), made);
      Archive changed =
          identity.change(
              surroundings,
              archive ->
                  archive.revoking(lost.certificates().getFirst(), Dhts.tasks().timeOfDay()));
      tell(way, made, changed.revoked().orElseThrow());
      report.notice("Taken back: " + lost.device().longId());
      report.notice("What it got before stays with it: change what only it and you should know.");
      return ExitStatus.DONE;
    } catch (DhtException e) {
      throw DhtOptions.failure(e);
    }
  }

  private void show(DeviceId device, DeviceId own, Report report) {
    if (dht.json()) {
      parent
          .surroundings()
          .out()
          .println(new JsonLine().put("device", device.longId()).put("this", device.equals(own)));
    } else {
      report.notice(device.longId() + (device.equals(own) ? "  this one" : ""));
    }
  }

  private static Chain chosen(List<Chain> devices, String start, Made made) throws Failure {
    List<Chain> found =
        devices.stream()
            .filter(chain ->
                chain.device().longId().startsWith(start)
                    || chain.device().toString().startsWith(start))
            .toList();
    if (start.length() < TELLING || found.size() != 1) {
      throw Failure.usage(
          "'" + start + "' is no device of this account that the DHT knows",
          "see: ferry account revoke; a device is known there for minutes after it was online");
    }
    if (found.getFirst().device().equals(made.device().id())) {
      throw Failure.usage(
          "that is this very device", "run this on another one, or: ferry account remove");
    }
    return found.getFirst();
  }

  /** What is stored nowhere is told when this device is online next. */
  private static void tell(Dht way, Made made, Revocations revoked)
      throws DhtException, InterruptedException {
    way.put(made.device().account().hash(), revoked.value(), DhtOptions.in(PATIENCE));
  }
}
