package dev.ferry.port;

import dev.ferry.stanza.Jid;
import java.io.IOException;

/** Signs in to one account, again whenever a link was lost for good. Used by one task at a time. */
@FunctionalInterface
public interface LinkSource {
  /**
   * Signs in anew.
   *
   * @param before what the lost link was; the same resource is asked for, and the server may give
   *     another
   * @throws NotAdmitted when there is no sense in asking again
   * @throws IOException when it failed this time; the message says why
   */
  StanzaLink open(Jid before) throws IOException, InterruptedException;

  /** The server knows who asks and says no, or somebody else has taken this device's place. */
  final class NotAdmitted extends IOException {
    private static final long serialVersionUID = 1;

    public NotAdmitted(String why) {
      super(why);
    }

    public NotAdmitted(String why, Throwable cause) {
      super(why, cause);
    }
  }
}
