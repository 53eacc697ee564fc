package dev.ferry.app.run;

import dev.ferry.app.account.PrivateFiles;
import dev.ferry.io.Turn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which of the commands that run on a home, and so are one device, answers those who ask that
 * device for a connection: the one that receives, and while none does, whichever is asked. Any
 * thread may call.
 */
public final class Doorkeeper implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Doorkeeper.class.getName());

  private final Path folder;
  private final boolean stays;
  private Optional<Turn> turn = Optional.empty();

  private Doorkeeper(Home home, boolean stays) {
    this.folder = home.run();
    this.stays = stays;
  }

  /** A command that receives: it answers unless another one of these does. */
  public static Doorkeeper receiving(Home home) {
    Doorkeeper keeper = new Doorkeeper(home, true);
    boolean unused = keeper.answers();
    return keeper;
  }

  /** A command that does something else. */
  public static Doorkeeper passing(Home home) {
    return new Doorkeeper(home, false);
  }

  /** Whether this command answers now. */
  public synchronized boolean answers() {
    if (turn.isPresent()) {
      return true;
    }
    try {
      PrivateFiles.folder(folder);
      Optional<Turn> taken = Turn.take(folder.resolve("door.lock"));
      if (stays) {
        turn = taken;
      } else if (taken.isPresent()) {
        taken.get().close();
      }
      return taken.isPresent();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "not known who answers; this command does", e);
      return true;
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (turn.isPresent()) {
        turn.get().close();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the door stays locked", e);
    }
  }
}
