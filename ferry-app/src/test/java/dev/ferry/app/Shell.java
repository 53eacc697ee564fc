package dev.ferry.app;

import dev.ferry.Ferry;
import dev.ferry.app.account.Account;
import dev.ferry.app.account.Login;
import dev.ferry.app.run.Devices;
import dev.ferry.app.run.Home;
import dev.ferry.app.run.NotOnline;
import dev.ferry.app.run.PlayedFerry;
import dev.ferry.app.run.Protection;
import dev.ferry.app.run.Session;
import dev.ferry.app.terminal.Input;
import dev.ferry.identity.ContactDesk;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault;
import dev.ferry.port.FolderSource;
import dev.ferry.port.FolderVault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Runs command lines in this process, in a folder of their own, and keeps what they said. */
final class Shell {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> signIns = new ArrayList<>();
  private Input input =
      new Input(
          InputStream.nullInputStream(), StandardCharsets.UTF_8, false, p -> Optional.empty());
  private Sign sign = (account, interfaces) -> new PlayedFerry();
  private Alone alone = (login, really) -> really.open();
  private ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** How accounts get online here. */
  @FunctionalInterface
  interface Sign {
    Ferry in(Account account, List<String> interfaces) throws NotOnline;
  }

  /** How accounts without a server get online here. */
  @FunctionalInterface
  interface Alone {
    Ferry in(Login.Alone login, Session.Opener really) throws NotOnline, InterruptedException;
  }

  Shell(Path folder) {
    this.folder = folder;
  }

  Shell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Shell with(Input other) {
    input = other;
    return this;
  }

  Shell alone(Alone how) {
    alone = how;
    return this;
  }

  Shell online(Sign how) {
    sign = how;
    return this;
  }

  /** Runs one; answers its exit status. */
  int run(String... args) {
    return run(new ByteArrayOutputStream(), args);
  }

  /** The same, with {@code questions} in place of standard error. */
  int run(ByteArrayOutputStream questions, String... args) {
    out = new ByteArrayOutputStream();
    err = questions;
    return FerryCommand.run(
        new Surroundings(
            Map.copyOf(environment),
            home(),
            folder,
            input,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            new ShellDevices()),
        args);
  }

  Home home() {
    return new Home(folder.resolve("home"));
  }

  /** What the last one said. */
  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What the last one complained of. */
  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Who signed in, and with what. */
  List<String> signIns() {
    return signIns;
  }

  /** Real files, and the accounts' sign-in as the test wants it. */
  private final class ShellDevices implements Devices {
    private final Devices real =
        new RealDevices(home().keys(), home().offers(), List.of(), List.of());

    @Override
    public Ferry open(Account account, List<String> interfaces, Protection protection)
        throws NotOnline {
      signIns.add(account.jid() + " " + account.password().orElse("-") + " " + interfaces);
      return sign.in(account, interfaces);
    }

    @Override
    public Ferry open(
        Login.Alone login, BooleanSupplier answers, Consumer<ContactDesk.Outcome> contacts)
        throws NotOnline, InterruptedException {
      signIns.add(login.account() + " by " + login.dht().bootstrap());
      return alone.in(login, () -> real.open(login, answers, contacts));
    }

    @Override
    public FileSource source(Path file) throws IOException {
      return real.source(file);
    }

    @Override
    public FolderSource folder(Path path) throws IOException {
      return real.folder(path);
    }

    @Override
    public FolderVault folderVault(Path folder) throws IOException {
      return real.folderVault(folder);
    }

    @Override
    public FileVault vault(Path folder) throws IOException {
      return real.vault(folder);
    }
  }
}
