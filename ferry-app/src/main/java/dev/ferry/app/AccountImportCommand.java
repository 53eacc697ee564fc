package dev.ferry.app;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.identity.Archive;
import dev.ferry.identity.Box;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Making.Made;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry account import}: makes this a device of an exported account. */
@Command(
    name = "import",
    description = "Make this a device of an account that Ferry or Jami has exported.",
    sortOptions = false)
final class AccountImportCommand implements Callable<Integer> {
  private static final long LARGEST = 16L << 20;

  @ParentCommand private AccountCommand parent;
  @Mixin private OwnIdentity identity;
  @Mixin private ArchivePassword password;

  @Parameters(paramLabel = "FILE", description = "What was exported.")
  private Path file;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(json);
    return Failure.told(report, () -> bring(report));
  }

  private int bring(Report report) throws Failure, InterruptedException {
    Surroundings surroundings = parent.surroundings();
    try {
      AccountNewCommand.refuseSecond(OwnIdentity.store(surroundings));
      keep(report, surroundings, archive(surroundings), identity.chosen(surroundings), json);
      return ExitStatus.DONE;
    } catch (IOException e) {
      throw OwnIdentity.unusable(e);
    }
  }

  /** Makes this a device of an account. */
  static void keep(
      Report report, Surroundings surroundings, Archive archive, String passphrase, boolean json)
      throws Failure, IOException, InterruptedException {
    IdentityStore store = OwnIdentity.store(surroundings);
    Made made =
        OwnIdentity.making()
            .device(
                archive,
                count -> {
                  if (!json && count == 0) {
                    report.notice("Making the key of this device; this takes some seconds.");
                  }
                });
    if (!store.create(made, passphrase)) {
      AccountNewCommand.refuseSecond(store);
    }
    AccountNewCommand.tell(report, surroundings, made, json);
  }

  private Archive archive(Surroundings surroundings) throws Failure {
    Path from = surroundings.folder().resolve(file);
    Bytes box = read(from);
    Box.Opened opened = Box.open(box, "");
    if (opened instanceof Box.Opened.Locked) {
      opened = Box.open(box, password.required(surroundings));
    }
    return switch (opened) {
      case Box.Opened.Text(String text) -> Archive.read(text).orElseThrow(() -> noAccount(from));
      case Box.Opened.Locked locked ->
          throw Failure.here(
              from + " does not open with that password", "say the one it was exported with");
      case Box.Opened.Damaged damaged -> throw noAccount(from);
    };
  }

  private static Bytes read(Path from) throws Failure {
    try {
      if (Files.size(from) > LARGEST) {
        throw noAccount(from);
      }
      return Bytes.of(Files.readAllBytes(from));
    } catch (IOException e) {
      throw Failure.here("the export cannot be read: " + Causes.text(e), "name another file");
    }
  }

  private static Failure noAccount(Path from) {
    return Failure.here(
        from + " holds no account", "name a file that ferry account export or Jami has written");
  }
}
