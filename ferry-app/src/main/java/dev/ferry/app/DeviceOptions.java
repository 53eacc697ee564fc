package dev.ferry.app;

import dev.ferry.Assurance.Encryption;
import dev.ferry.Encrypt;
import dev.ferry.app.account.Account;
import dev.ferry.app.account.AccountStore;
import dev.ferry.app.account.OpenPgpKeys;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Protection;
import dev.ferry.openpgp.OwnKey;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options of every verb that goes online: as whom, over which interfaces, told how. */
final class DeviceOptions {
  @Option(
      names = "--account",
      paramLabel = "JID",
      description = "The account to use, where there are several.")
  private Optional<Jid> account = Optional.empty();

  @Option(
      names = "--interface",
      paramLabel = "NAME|ADDRESS",
      description = "Listen at and offer only this one; may be repeated.")
  private List<String> interfaces = new ArrayList<>();

  @Option(
      names = "--encrypt",
      paramLabel = "required|auto|off",
      description = "Between the devices: auto (the default) encrypts with all who can.")
  private Encrypt encrypt = Encrypt.AUTO;

  @Option(
      names = "--encrypt-with",
      split = ",",
      paramLabel = "METHOD",
      description = "Offer these alone, in this order: xtls, omemo, openpgp.")
  private List<Encryption> methods = List.of();

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "Opens the account's OpenPGP key, if it has one, by the first line of it.")
  private Optional<Path> passphraseFile = Optional.empty();

  @Option(names = "--json", description = "Tell what happens as one JSON object a line.")
  private boolean json;

  Encrypt encrypt() {
    return encrypt;
  }

  /** How the account encrypts; asks for a passphrase where that is of use. */
  Protection protection(Surroundings surroundings, Account chosen, Report report) throws Failure {
    Optional<OwnKey> key = Optional.empty();
    boolean wanted = methods.isEmpty() || methods.contains(Encryption.OPENPGP);
    if (wanted && OpenPgpKeys.in(surroundings.home().keys()).has(chosen.jid())) {
      key = Passphrases.unlocked(chosen.jid(), passphraseFile, surroundings);
      if (key.isEmpty()) {
        report.notice(
            "The OpenPGP key of "
                + chosen.jid()
                + " stays locked: no passphrase, see --passphrase-file.");
      }
    }
    if (key.isEmpty() && methods.equals(List.of(Encryption.OPENPGP))) {
      throw Failure.usage(
          chosen.jid() + " has no OpenPGP key that is open",
          "make one with ferry account openpgp new, or name its --passphrase-file");
    }
    return new Protection(encrypt, methods, key);
  }

  boolean json() {
    return json;
  }

  /** The interfaces named here, else those of the environment; none means all. */
  List<String> interfaces(Surroundings surroundings) {
    return interfaces.isEmpty() ? usual(surroundings) : List.copyOf(interfaces);
  }

  /** The interfaces of the environment; none means all. */
  static List<String> usual(Surroundings surroundings) {
    String named = surroundings.environment().getOrDefault("FERRY_INTERFACES", "");
    return named.isEmpty() ? List.of() : List.of(named);
  }

  /** The account to use, or that one when none is named. */
  Account account(Surroundings surroundings, Jid usual) throws Failure {
    if (account.isEmpty()) {
      account = Optional.of(usual);
    }
    return account(surroundings);
  }

  /** The account to use, with its password. */
  Account account(Surroundings surroundings) throws Failure {
    return Passwords.complete(known(surroundings, account), surroundings);
  }

  /** The account of that name, else the only one there is. */
  static Account known(Surroundings surroundings, Optional<Jid> name) throws Failure {
    AccountStore store = new AccountStore(surroundings.home().accounts());
    try {
      return name.isPresent() ? named(store, name.get()) : only(store);
    } catch (IOException e) {
      throw Failure.here(
          "the accounts cannot be read: " + Causes.text(e), "mend or remove that file");
    }
  }

  /** The account of that name, with its password. */
  Account account(Surroundings surroundings, String jid) throws Failure {
    Optional<Jid> parsed = Jid.parse(jid);
    if (parsed.isEmpty()) {
      throw Failure.usage("'" + jid + "' is no account", "see: ferry account list");
    }
    try {
      AccountStore store = new AccountStore(surroundings.home().accounts());
      return Passwords.complete(named(store, parsed.get()), surroundings);
    } catch (IOException e) {
      throw Failure.here(
          "the accounts cannot be read: " + Causes.text(e), "mend or remove that file");
    }
  }

  private static Account named(AccountStore store, Jid jid) throws IOException, Failure {
    Optional<Account> found = store.find(jid);
    if (found.isEmpty()) {
      throw Failure.usage(
          "there is no account " + jid + " on this device", "add it: ferry account add " + jid);
    }
    return found.get();
  }

  private static Account only(AccountStore store) throws IOException, Failure {
    List<Account> all = store.list();
    if (all.isEmpty()) {
      throw Failure.usage(
          "there is no account on this device yet", "add one: ferry account add you@example.org");
    }
    if (all.size() > 1) {
      String names =
          all.stream().map(known -> known.jid().toString()).collect(Collectors.joining(", "));
      throw Failure.usage(
          "there are several accounts on this device: " + names, "choose one with --account");
    }
    return all.getFirst();
  }
}
