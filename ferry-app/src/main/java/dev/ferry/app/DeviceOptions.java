package dev.ferry.app;

import dev.ferry.Assurance.Encryption;
import dev.ferry.Encrypt;
import dev.ferry.Peer;
import dev.ferry.app.account.Account;
import dev.ferry.app.account.AccountStore;
import dev.ferry.app.account.Login;
import dev.ferry.app.account.OpenPgpKeys;
import dev.ferry.app.account.PeerWords;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Protection;
import dev.ferry.io.dht.DhtConfig;
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
      paramLabel = "ACCOUNT",
      description =
          "The account to use, where there are several: an XMPP address, or the 40 digits of one"
              + " without a server.")
  private Optional<String> account = Optional.empty();

  @Option(
      names = "--interface",
      paramLabel = "NAME|ADDRESS",
      description = "Listen at and offer only this one; may be repeated.")
  private List<String> interfaces = new ArrayList<>();

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description =
          "Without a server: a node of the DHT to begin with, or none: those nearby; may be"
              + " repeated. FERRY_BOOTSTRAP if not said, else the public ones.")
  private List<String> bootstrap = new ArrayList<>();

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
      description =
          "Opens the account without a server, or the account's OpenPGP key, by its first line.")
  private Optional<Path> passphraseFile = Optional.empty();

  @Option(names = "--json", description = "Tell what happens as one JSON object a line.")
  private boolean json;

  /** The account that was named. */
  Optional<String> account() {
    return account;
  }

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
  Login login(Surroundings surroundings, Peer usual) throws Failure {
    return account.isPresent() ? login(surroundings) : of(surroundings, usual);
  }

  /**
   * The account to use: the one that is named, else the one without a server, else the only one
   * there is.
   */
  Login login(Surroundings surroundings) throws Failure {
    if (account.isPresent()) {
      return of(surroundings, read(account.get()));
    }
    return OwnIdentity.isThere(surroundings)
        ? alone(surroundings)
        : new Login.Server(Passwords.complete(known(surroundings, Optional.empty()), surroundings));
  }

  /** The account to meet somebody by a code with; made when there is none. */
  Login loginForCodes(Surroundings surroundings, Report report)
      throws Failure, InterruptedException {
    if (account.isPresent()) {
      return of(surroundings, read(account.get()));
    }
    OwnIdentity.ensure(surroundings, report);
    return alone(surroundings);
  }

  /** The account to reach somebody with. */
  Login loginFor(Surroundings surroundings, Peer peer) throws Failure {
    if (account.isPresent()) {
      Login login = of(surroundings, read(account.get()));
      if (login.account().getClass().equals(peer.getClass())) {
        return login;
      }
      throw Failure.usage(
          login.account() + " cannot reach " + peer,
          "choose another with --account, or leave it out");
    }
    return switch (peer) {
      case Peer.Account _ -> alone(surroundings);
      case Peer.Xmpp _ ->
          new Login.Server(Passwords.complete(known(surroundings, Optional.empty()), surroundings));
    };
  }

  /** The account at a server to use, with its password. */
  Account server(Surroundings surroundings) throws Failure {
    Optional<Jid> named = Optional.empty();
    if (account.isPresent()) {
      named =
          Optional.of(
              Jid.parse(account.get())
                  .orElseThrow(() ->
                      Failure.usage(
                          "'" + account.get() + "' is no account", "see: ferry account list")));
    }
    return Passwords.complete(known(surroundings, named), surroundings);
  }

  /** The account that was written down so. */
  Login login(Surroundings surroundings, String name) throws Failure {
    return of(surroundings, read(name));
  }

  private static Peer read(String name) throws Failure {
    return PeerWords.read(name)
        .orElseThrow(
            () -> Failure.usage("'" + name + "' is no account", "see: ferry account list"));
  }

  private Login of(Surroundings surroundings, Peer name) throws Failure {
    return switch (name) {
      case Peer.Xmpp(Jid jid) ->
          new Login.Server(Passwords.complete(known(surroundings, Optional.of(jid)), surroundings));
      case Peer.Account _ -> {
        Login login = alone(surroundings);
        if (!login.account().equals(name)) {
          throw Failure.usage(
              "the account " + name + " is not on this device; " + login.account() + " is",
              "choose that with --account, or leave it out");
        }
        yield login;
      }
    };
  }

  private Login.Alone alone(Surroundings surroundings) throws Failure {
    DhtConfig dht =
        DhtOptions.config(surroundings, bootstrap, 0, interfaces)
            .rememberingIn(surroundings.home().folder().resolve("dht"));
    return new Login.Alone(
        OwnIdentity.store(surroundings), OwnIdentity.open(surroundings, passphraseFile), dht);
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
          "there is no account on this device yet",
          "make one without a server: ferry account new; or add one: ferry account add"
              + " you@example.org");
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
