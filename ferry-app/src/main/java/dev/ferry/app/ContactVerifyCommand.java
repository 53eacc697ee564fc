package dev.ferry.app;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.io.key.PinFile;
import dev.ferry.port.Pins;
import dev.ferry.port.Pins.Pin;
import dev.ferry.port.Pins.Trust;
import dev.ferry.security.Fingerprint;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry contact verify}: shows whose devices are known, and accepts one. */
@Command(
    name = "verify",
    description = "Show the devices known of somebody, or accept one by its fingerprint.")
final class ContactVerifyCommand implements Callable<Integer> {
  @ParentCommand private ContactCommand parent;

  @Parameters(index = "0", paramLabel = "JID", description = "Whose devices.")
  private Jid jid;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FINGERPRINT",
      description = "The one that `ferry id` shows on that device; ask its owner for it.")
  private Optional<String> fingerprint = Optional.empty();

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(false);
    return Failure.told(report, () -> verify(report));
  }

  private int verify(Report report) throws Failure {
    Pins pins = new PinFile(parent.surroundings().home().keys());
    try {
      return fingerprint.isPresent()
          ? accept(report, pins, fingerprint.get())
          : show(report, pins.of(jid));
    } catch (IOException e) {
      throw Failure.here(
          "what is known of others cannot be read or written: " + Causes.text(e),
          "mend or remove that file");
    }
  }

  private int accept(Report report, Pins pins, String typed) throws IOException, Failure {
    Optional<Fingerprint> print = Fingerprint.parse(typed);
    if (print.isEmpty()) {
      throw Failure.usage(
          "'" + typed + "' is no fingerprint", "copy the one that ferry id shows there");
    }
    Pin pin =
        pins.of(jid).stream()
            .filter(known -> known.fingerprint().equals(print.get().text()))
            .findFirst()
            .orElse(new Pin(jid, print.get().text(), Trust.VERIFIED, false));
    pins.remember(pin.trusted(Trust.VERIFIED));
    report.notice("Verified: a device of " + jid.bare() + " with " + print.get() + ".");
    return ExitStatus.DONE;
  }

  private int show(Report report, List<Pin> pins) {
    if (pins.isEmpty()) {
      report.notice("No device of " + jid.bare() + " is known yet.");
      return ExitStatus.DONE;
    }
    pins.forEach(pin -> report.notice(words(pin.trust()) + ": " + pin.fingerprint()));
    report.notice(
        "Compare with what ferry id shows on that device, then: ferry contact verify "
            + jid.bare()
            + " FINGERPRINT");
    return ExitStatus.DONE;
  }

  private static String words(Trust trust) {
    return switch (trust) {
      case FIRST_USE -> "known, not verified";
      case VERIFIED -> "verified";
      case REFUSED -> "refused, since another was known";
    };
  }
}
