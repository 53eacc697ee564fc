package dev.ferry.node;

import dev.ferry.Ferry;
import dev.ferry.Peer;
import dev.ferry.Transfer;
import dev.ferry.Transfer.Direction;
import dev.ferry.app.offers.KnownFiles;
import dev.ferry.app.offers.KnownFiles.Known;
import dev.ferry.app.report.Subject;
import dev.ferry.app.run.Devices;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.content.SafeName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Asks for what was offered here once. Any thread may call. */
final class Asking {
  private static final Duration KEEP_ASKING = Duration.ofHours(1);

  private final KnownFiles files;
  private final Devices devices;
  private final SettingsShelf settings;
  private final Transfers transfers;
  private final People people;
  private final Offers offers;
  private final Function<Peer, Optional<Ferry>> online;

  Asking(
      KnownFiles files,
      Devices devices,
      SettingsShelf settings,
      Transfers transfers,
      People people,
      Offers offers,
      Function<Peer, Optional<Ferry>> online) {
    this.files = files;
    this.devices = devices;
    this.settings = settings;
    this.transfers = transfers;
    this.people = people;
    this.offers = offers;
    this.online = online;
  }

  /** Asks for what came with a transfer; answers the id of the new one. */
  String again(String id) throws Refused {
    try {
      Known known =
          files
              .find(id)
              .orElseThrow(() ->
                  Refused.missing(
                      "nothing was offered here as " + Terminal.escape(id), "see: ferry again"));
      Ferry ferry =
          online
              .apply(known.account())
              .orElseThrow(
                  () -> Refused.now(known.account() + " is not online here", "wait until it is"));
      return follow(known, request(ferry, known));
    } catch (IOException e) {
      throw Refused.failed("it cannot be asked for: " + Texts.why(e), "check the folder");
    }
  }

  private Transfer request(Ferry ferry, Known known) throws IOException {
    Path into = settings.now().into(known.from().toString());
    return known.file().folder().isPresent()
        ? ferry.request(
            known.from(),
            known.file(),
            known.publication(),
            devices.folderVault(into),
            false,
            KEEP_ASKING)
        : ferry.request(
            known.from(), known.file(), known.publication(), devices.vault(into), KEEP_ASKING);
  }

  private String follow(Known known, Transfer transfer) {
    Subject subject =
        new Subject(
                transfers.newId(),
                Direction.IN,
                known.from().toString(),
                SafeName.of(known.file().name()).text(),
                known.file().size(),
                Optional.empty(),
                known.file().folder())
            .calling(people.called(known.from()));
    files.keep(
        new Known(subject.id(), known.account(), known.from(), known.file(), known.publication()));
    transfers.enter(subject, known.account().toString(), Optional.empty());
    Thread.ofVirtual()
        .name("ask for " + subject.id())
        .start(() -> {
          try {
            var unused =
                offers.follow(known.account().toString(), subject, transfer, Optional.empty());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return subject.id();
  }
}
