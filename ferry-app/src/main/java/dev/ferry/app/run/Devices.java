package dev.ferry.app.run;

import dev.ferry.Ferry;
import dev.ferry.app.account.Account;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault;
import dev.ferry.port.FolderSource;
import dev.ferry.port.FolderVault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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

  /** A file to send. */
  FileSource source(Path file) throws IOException;

  /** A folder to send, with all that is in it. */
  FolderSource folder(Path folder) throws IOException;

  /** A folder to receive files into. */
  FileVault vault(Path folder) throws IOException;

  /** The same folder, to receive folders into. */
  FolderVault folderVault(Path folder) throws IOException;
}
