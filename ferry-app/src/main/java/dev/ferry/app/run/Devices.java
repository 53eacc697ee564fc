package dev.ferry.app.run;

import dev.ferry.Ferry;
import dev.ferry.app.account.Account;
import dev.ferry.app.account.Login;
import dev.ferry.identity.ContactDesk;
import dev.ferry.negotiation.Paces;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault;
import dev.ferry.port.FolderSource;
import dev.ferry.port.FolderVault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The door to the library: goes online, and finds files and folders. */
public interface Devices {
  /**
   * Goes online as that account, whose password is known.
   *
   * @param interfaces names or addresses to use; none means all
   * @param protection how it encrypts
   * @throws NotOnline when that fails, saying how
   */
  Ferry open(Account account, List<String> interfaces, Protection protection)
      throws NotOnline, InterruptedException;

  /**
   * Goes online without a server; when nobody can find the device yet, it is away at first.
   *
   * @param answers whether those who ask for a connection are answered here now
   * @param contacts is told what comes of requests to be contacts
   * @throws NotOnline when this device cannot enter the DHT at all
   */
  Ferry open(Login.Alone login, BooleanSupplier answers, Consumer<ContactDesk.Outcome> contacts)
      throws NotOnline, InterruptedException;

  /**
   * The same for a device that stays.
   *
   * @param desk is given who carries out what the user decides about contacts
   */
  default Ferry open(
      Login.Alone login,
      BooleanSupplier answers,
      Consumer<ContactDesk.Outcome> contacts,
      Consumer<ContactDesk> desk)
      throws NotOnline, InterruptedException {
    return open(login, answers, contacts);
  }

  /** The same, whose devices let bytes pass no faster than that. */
  default Devices paced(Paces paces) {
    return this;
  }

  /** A file to send. */
  FileSource source(Path file) throws IOException;

  /** A folder to send, with all that is in it. */
  FolderSource folder(Path folder) throws IOException;

  /** A folder to receive files into. */
  FileVault vault(Path folder) throws IOException;

  /** The same folder, to receive folders into. */
  FolderVault folderVault(Path folder) throws IOException;
}
