package dev.ferry.app;

import dev.ferry.app.account.PrivateFiles;
import dev.ferry.app.report.Report;
import dev.ferry.identity.Archive;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.IdentityStore.Label;
import dev.ferry.identity.Issuing;
import dev.ferry.identity.Making;
import dev.ferry.identity.Making.Made;
import dev.ferry.io.dht.Dhts;
import dev.ferry.io.key.RecordFolder;
import dev.ferry.io.key.RsaKeyMaker;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.Randomness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/** The account of this home that needs no server, and how verbs get at it. */
final class OwnIdentity {
  static final Randomness RANDOM = new SystemRandomness();

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description =
          "What locks the account on this device, its first line; nobody else may be able to read"
              + " it. FERRY_PASSPHRASE if not said.")
  private Optional<Path> passphraseFile = Optional.empty();

  static IdentityStore store(Surroundings surroundings) {
    return new IdentityStore(new RecordFolder(folder(surroundings)), RANDOM);
  }

  /** Where the account and what is known of others lie. */
  static Path folder(Surroundings surroundings) {
    return surroundings.home().folder().resolve("identity");
  }

  static Making making() {
    return new Making(new RsaKeyMaker(), Dhts.tasks(), issuing());
  }

  static Issuing issuing() {
    return new Issuing(Dhts.tasks().timeOfDay(), RANDOM);
  }

  /** The account, unlocked. */
  Made open(Surroundings surroundings) throws Failure {
    return open(surroundings, passphraseFile);
  }

  /** Whether there is one on this device. */
  static boolean isThere(Surroundings surroundings) throws Failure {
    try {
      return store(surroundings).label().isPresent();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Makes an account where there is none yet, so that nobody needs one beforehand. */
  static void ensure(Surroundings surroundings, Report report)
      throws Failure, InterruptedException {
    if (isThere(surroundings)) {
      return;
    }
    report.notice("Making an account for this device, once; this takes some seconds.");
    String passphrase = surroundings.environment().getOrDefault(Passphrases.VARIABLE, "");
    try {
      // Another command may have made one meanwhile; then that is used.
      boolean unused = store(surroundings).create(making().account("", count -> {}), passphrase);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** The account, unlocked by the first line of that file, if need be. */
  static Made open(Surroundings surroundings, Optional<Path> passphraseFile) throws Failure {
    IdentityStore store = store(surroundings);
    try {
      Optional<Label> label = store.label();
      if (label.isEmpty()) {
        throw noAccount();
      }
      String passphrase = label.get().locked() ? passphrase(surroundings, passphraseFile) : "";
      return store.open(passphrase).orElseThrow(OwnIdentity::wrongPassphrase);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Changes the account, and keeps it so. */
  Archive change(Surroundings surroundings, UnaryOperator<Archive> change) throws Failure {
    IdentityStore store = store(surroundings);
    try {
      Label label = store.label().orElseThrow(OwnIdentity::noAccount);
      String passphrase = label.locked() ? passphrase(surroundings, passphraseFile) : "";
      Made before = store.open(passphrase).orElseThrow(OwnIdentity::wrongPassphrase);
      Archive changed = change.apply(before.archive());
      store.replace(new Made(changed, before.device()), passphrase);
      return changed;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static Failure noAccount() {
    return Failure.here(
        "there is no account without a server on this device",
        "make one: ferry account new; or bring one: ferry account import FILE");
  }

  private static Failure wrongPassphrase() {
    return Failure.here("that is not the passphrase of this account", "say the right one");
  }

  /** The account's archive, with those who are its contacts now. */
  Archive archive(Surroundings surroundings) throws Failure {
    Archive archive = open(surroundings).archive();
    try {
      return archive.withContacts(
          store(surroundings)
              .contacts()
              .exported(archive.contacts(), Dhts.tasks().timeOfDay().getEpochSecond()));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** What a new account is locked by; empty for nothing. */
  String chosen(Surroundings surroundings) throws Failure {
    return given(surroundings, passphraseFile).orElse("");
  }

  private static String passphrase(Surroundings surroundings, Optional<Path> passphraseFile)
      throws Failure {
    return given(surroundings, passphraseFile)
        .or(() -> surroundings.input().secret("Passphrase of this account: "))
        .orElseThrow(() ->
            Failure.usage(
                "the account is locked by a passphrase",
                "use --passphrase-file, or set FERRY_PASSPHRASE"));
  }

  private static Optional<String> given(Surroundings surroundings, Optional<Path> passphraseFile)
      throws Failure {
    return passphraseFile.isPresent()
        ? Optional.of(firstLine(surroundings.folder().resolve(passphraseFile.get())))
        : Optional.ofNullable(surroundings.environment().get(Passphrases.VARIABLE));
  }

  static String firstLine(Path file) throws Failure {
    try {
      return PrivateFiles.read(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw Failure.here(
          "the secret in a file cannot be used: " + Causes.text(e),
          "name a file that only you can read");
    }
  }

  static Failure unusable(IOException e) {
    return Failure.here(
        "this device's account cannot be used: " + Causes.text(e), "mend that, then try again");
  }
}
