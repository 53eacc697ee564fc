package dev.ferry.app;

import dev.ferry.Ferry;
import dev.ferry.Side;
import dev.ferry.app.account.Account;
import dev.ferry.app.account.Login;
import dev.ferry.app.account.OpenPgpKeys;
import dev.ferry.app.offers.GivenFiles;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Trouble;
import dev.ferry.app.run.Devices;
import dev.ferry.app.run.NotOnline;
import dev.ferry.app.run.Protection;
import dev.ferry.app.trust.OpenPgpBook;
import dev.ferry.assembly.AccountSettings;
import dev.ferry.assembly.IceHelp;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.ice.server.StunServer;
import dev.ferry.identity.ContactDesk;
import dev.ferry.io.AccountConfig;
import dev.ferry.io.Ferries;
import dev.ferry.io.FerryConfig;
import dev.ferry.io.crypto.NativeProvider;
import dev.ferry.io.file.DirectoryVault;
import dev.ferry.io.file.DiskFile;
import dev.ferry.io.file.DiskFolder;
import dev.ferry.io.file.TreeVault;
import dev.ferry.io.key.RecordFolder;
import dev.ferry.io.socket.Interfaces;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.io.xmpp.SignInException;
import dev.ferry.io.xmpp.XmppAccount;
import dev.ferry.negotiation.Paces;
import dev.ferry.omemo.Omemo;
import dev.ferry.openpgp.OpenPgp;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault;
import dev.ferry.port.FolderSource;
import dev.ferry.port.FolderVault;
import dev.ferry.security.ServerTls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The library as it is: a real server, real sockets, real files.
 *
 * @param keys the folder with this device's key
 * @param offers the folder with what was offered
 * @param servers STUN and TURN servers known by hand
 * @param doors ports to be met at, besides those that the system gives
 * @param paces how fast bytes may pass; without limits if not said
 */
record RealDevices(
    Path keys, Path offers, List<StunServer> servers, List<Integer> doors, Optional<Paces> paces)
    implements Devices {
  /** Within the folder of keys, the one with those of OMEMO. */
  static final String OMEMO = "omemo";

  RealDevices(Path keys, Path offers, List<StunServer> servers, List<Integer> doors) {
    this(keys, offers, servers, doors, Optional.empty());
  }

  @Override
  public RealDevices paced(Paces both) {
    return new RealDevices(keys, offers, servers, doors, Optional.of(both));
  }

  @Override
  public Ferry open(Account account, List<String> interfaces, Protection protection)
      throws NotOnline, InterruptedException {
    Interfaces allowed = interfaces.isEmpty() ? Interfaces.all() : Interfaces.named(interfaces);
    try {
      NativeProvider.install();
      return Ferries.open(
          FerryConfig.of(signIn(account)).on(allowed).keysIn(keys).with(settings(protection)));
    } catch (SignInException e) {
      throw new NotOnline(trouble(account, e), e);
    } catch (IOException e) {
      throw new NotOnline(
          new Trouble(
              ExitStatus.FAILED, Causes.text(e), Side.HERE, "check --interface, or leave it out"),
          e);
    }
  }

  @Override
  public Ferry open(
      Login.Alone login, BooleanSupplier answers, Consumer<ContactDesk.Outcome> contacts)
      throws NotOnline, InterruptedException {
    return open(login, answers, contacts, _ -> {});
  }

  @Override
  public Ferry open(
      Login.Alone login,
      BooleanSupplier answers,
      Consumer<ContactDesk.Outcome> contacts,
      Consumer<ContactDesk> desk)
      throws NotOnline, InterruptedException {
    AccountSettings settings =
        AccountSettings.standard()
            .with(new IceHelp(servers, RealDevices::tls, doors))
            .with(new GivenFiles(offers))
            .answering(answers)
            .telling(contacts)
            .lending(desk);
    try {
      NativeProvider.install();
      return Ferries.open(
          new AccountConfig(
              login.store(),
              login.made(),
              login.dht(),
              paces.map(settings::paced).orElse(settings)));
    } catch (IOException e) {
      throw new NotOnline(DhtOptions.unable(e).trouble(), e);
    }
  }

  private XmppSettings settings(Protection protection) {
    XmppSettings usual = XmppSettings.standard();
    XmppSettings standard = paces.map(usual::paced).orElse(usual);
    XmppSettings settings =
        standard
            .with(standard.jingle().encrypt(protection.incoming()))
            .with(new GivenFiles(offers))
            .with(new IceHelp(servers, RealDevices::tls, doors))
            .encryptingWith(protection.methods())
            .with(new Omemo(new RecordFolder(keys.resolve(OMEMO))));
    return protection
        .openPgp()
        .map(
            key -> new OpenPgp(key, OpenPgpBook.pins(OpenPgpKeys.in(keys)), InstantSource.system()))
        .map(settings::with)
        .orElse(settings);
  }

  /** Looks up whom this platform trusts only when a server wants TLS. */
  static ByteStream tls(ByteStream raw, String host) throws IOException, InterruptedException {
    return ServerTls.ofThePlatform().over(raw, host);
  }

  static XmppAccount signIn(Account account) {
    String password = account.password().orElse("");
    XmppAccount simple = XmppAccount.of(account.jid(), () -> password);
    XmppAccount placed =
        account.server().flatMap(ServerAddress::parse).map(s -> s.apply(simple)).orElse(simple);
    XmppAccount trusting = account.certificate().map(placed::trusting).orElse(placed);
    return account.plaintext() ? trusting.allowingPlaintext() : trusting;
  }

  private static Trouble trouble(Account account, SignInException e) {
    String what = "cannot sign in as " + account.jid() + ": " + Causes.text(e);
    String again = "ferry account add " + account.jid();
    return switch (e.kind()) {
      case UNKNOWN_HOST, UNREACHABLE, NO_ANSWER ->
          new Trouble(
              ExitStatus.FAILED,
              what,
              Side.BETWEEN,
              "check the network, or " + again + " --server");
      case NOT_TRUSTED, NO_TLS ->
          new Trouble(
              ExitStatus.SECURITY,
              what,
              Side.BETWEEN,
              "ask who runs the server for its certificate, then "
                  + again
                  + " --trust-certificate");
      case WRONG_PASSWORD ->
          new Trouble(ExitStatus.FAILED, what, Side.HERE, "type it again: " + again);
      case REFUSED -> new Trouble(ExitStatus.FAILED, what, Side.BETWEEN, "ask who runs the server");
      case FAILED -> new Trouble(ExitStatus.FAILED, what, Side.HERE, "mend that, then try again");
    };
  }

  @Override
  public FileSource source(Path file) throws IOException {
    return DiskFile.at(file);
  }

  @Override
  public FolderSource folder(Path folder) throws IOException {
    return DiskFolder.at(folder);
  }

  @Override
  public FolderVault folderVault(Path folder) throws IOException {
    return TreeVault.in(folder, new SystemRandomness());
  }

  @Override
  public FileVault vault(Path folder) throws IOException {
    return DirectoryVault.in(folder, new SystemRandomness());
  }
}
