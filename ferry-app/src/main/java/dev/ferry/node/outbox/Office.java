package dev.ferry.node.outbox;

import dev.ferry.Ferry;
import dev.ferry.Peer;
import dev.ferry.app.report.Report;
import dev.ferry.app.report.Subject;
import dev.ferry.app.run.Devices;
import dev.ferry.node.Lanes;
import dev.ferry.node.Transfers;
import java.io.IOException;
import java.util.Optional;

/** What an errand needs. Any thread may call. */
interface Office {
  /** The device of an account, while it is online. */
  Optional<Ferry> ferry(Peer account);

  Devices devices();

  Transfers transfers();

  /** Who notes states and shows them. */
  Report report();

  Lanes lanes();

  Gate gate();

  /** Keeps a letter as it is now. */
  void keep(Letter letter) throws IOException;

  /**
   * A letter waits.
   *
   * @param state {@code waiting}, or {@code unusable}: for something to be done here
   * @param tries how often it was tried in vain
   */
  void waiting(Letter letter, Subject subject, String state, String why, boolean held, int tries);

  /** Somebody has answered. */
  void reached(Letter letter);

  /**
   * It is through, or given up.
   *
   * @param completed whether the peer has it, so that it will not be sent once more
   */
  void done(Letter letter, boolean completed);

  boolean isDone(String id);
}
