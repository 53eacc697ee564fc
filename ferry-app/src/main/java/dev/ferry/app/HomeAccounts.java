package dev.ferry.app;

import dev.ferry.Ferry;
import dev.ferry.Peer;
import dev.ferry.app.account.Account;
import dev.ferry.app.account.AccountStore;
import dev.ferry.app.account.ContactNames;
import dev.ferry.app.account.Login;
import dev.ferry.app.account.PrivateFiles;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Devices;
import dev.ferry.app.run.Doorkeeper;
import dev.ferry.app.run.NotOnline;
import dev.ferry.app.trust.KeyBook;
import dev.ferry.identity.ContactDesk;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Making.Made;
import dev.ferry.node.Accounts;
import dev.ferry.node.Refused;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The accounts of this home, for the node. Any thread may call. */
final class HomeAccounts implements Accounts {
  private final Surroundings surroundings;
  private final Devices devices;
  private final DeviceOptions options;
  private final Report report;
  private final Doorkeeper door;

  /**
   * @param devices open the accounts
   */
  HomeAccounts(
      Surroundings surroundings,
      Devices devices,
      DeviceOptions options,
      Report report,
      Doorkeeper door) {
    this.surroundings = surroundings;
    this.devices = devices;
    this.options = options;
    this.report = report;
    this.door = door;
  }

  private AccountStore servers() {
    return new AccountStore(surroundings.home().accounts());
  }

  @Override
  public List<Peer> all() throws IOException {
    List<Peer> all = new ArrayList<>();
    store().label().ifPresent(label -> all.add(Peer.Account.of(label.account())));
    servers().list().forEach(account -> all.add(new Peer.Xmpp(account.jid().bare())));
    return all;
  }

  @Override
  public String name(Peer account) throws IOException {
    return account instanceof Peer.Account
        ? store().label().map(IdentityStore.Label::name).orElse("")
        : "";
  }

  @Override
  public Ferry open(
      Peer account, Consumer<ContactDesk.Outcome> contacts, Consumer<ContactDesk> desk)
      throws NotOnline, InterruptedException {
    try {
      return switch (options.login(surroundings, account.toString())) {
        case Login.Server(Account with) ->
            devices.open(
                with,
                options.interfaces(surroundings),
                options.protection(surroundings, with, report));
        case Login.Alone alone -> devices.open(alone, door::answers, contacts, desk);
      };
    } catch (Failure e) {
      throw new NotOnline(e.trouble(), e);
    }
  }

  @Override
  public Peer make(String name) throws Refused, InterruptedException {
    try {
      Optional<IdentityStore.Label> before = store().label();
      if (before.isEmpty()) {
        String passphrase = surroundings.environment().getOrDefault(Passphrases.VARIABLE, "");
        Made made = OwnIdentity.making().account(name, count -> {});
        if (store().create(made, passphrase)) {
          return Peer.Account.of(made.device().account());
        }
        before = store().label();
      }
      throw Refused.now(
          "this device has the account "
              + before.map(label -> label.account().toString()).orElse("of somebody")
              + " already",
          "use that one");
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static Refused unusable(IOException e) {
    return Refused.failed(
        "the accounts cannot be used: " + Causes.text(e), "check the data folder");
  }

  @Override
  public Peer keep(Account account, Optional<String> pem) throws Refused {
    Optional<ServerAddress> server = account.server().flatMap(ServerAddress::parse);
    if (account.server().isPresent() && server.isEmpty()) {
      throw Refused.senseless("that is no server", "it looks like xmpp.example.org:5222");
    }
    try {
      Optional<Path> certificate =
          pem.isPresent() ? Optional.of(written(pem.get())) : Optional.empty();
      servers()
          .save(
              new Account(
                  account.jid(),
                  account.password(),
                  server.map(ServerAddress::toString),
                  certificate,
                  account.plaintext()));
      if (certificate.isPresent()) {
        Files.deleteIfExists(certificate.get());
      }
      return new Peer.Xmpp(account.jid().bare());
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** A file of its own, since that is how certificates come. */
  private Path written(String pem) throws IOException {
    Path folder = PrivateFiles.folder(surroundings.home().node());
    Path file = folder.resolve(UUID.randomUUID() + ".pem");
    PrivateFiles.writeFile(file, pem.getBytes(StandardCharsets.UTF_8));
    return file;
  }

  @Override
  public boolean remove(Peer account) throws IOException {
    return account instanceof Peer.Xmpp(Jid jid) && servers().remove(jid);
  }

  @Override
  public IdentityStore store() {
    return OwnIdentity.store(surroundings);
  }

  @Override
  public ContactNames names() {
    return ContactWords.names(surroundings);
  }

  @Override
  public List<KeyBook> keyBooks() throws IOException {
    return surroundings.keyBooks();
  }
}
