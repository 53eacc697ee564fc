package dev.ferry.io.xmpp;

import dev.ferry.port.LinkSource;
import dev.ferry.port.StanzaLink;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Jid;
import java.io.IOException;

/**
 * Signs in to one account over Smack, once and again. Used by one task at a time.
 *
 * <p>Only what cannot get better by itself ends the tries: a wrong password, and another program
 * that has taken the same resource. A certificate that is not trusted may be that of the network
 * the device happens to be in, and nothing was said to whoever showed it.
 */
public final class SmackLinks implements LinkSource {
  private final XmppAccount account;
  private final Tasks tasks;
  private SmackLink last;

  private SmackLinks(XmppAccount account, Tasks tasks, SmackLink first) {
    this.account = account;
    this.tasks = tasks;
    this.last = first;
  }

  /**
   * Signs in for the first time.
   *
   * @throws SignInException when that fails, whatever the reason
   */
  public static SmackLinks open(XmppAccount account, Tasks tasks)
      throws SignInException, InterruptedException {
    return new SmackLinks(account, tasks, SmackLink.open(account, tasks));
  }

  /** The link that was opened last. */
  public SmackLink last() {
    return last;
  }

  @Override
  public StanzaLink open(Jid before) throws IOException, InterruptedException {
    if (last.isReplaced()) {
      throw new NotAdmitted(
          "another program signed in as " + before + ", and this one was signed out for it");
    }
    try {
      last = SmackLink.open(account.as(before), tasks);
      return last;
    } catch (SignInException e) {
      if (e.kind() == SignInException.Kind.WRONG_PASSWORD) {
        throw new NotAdmitted(String.valueOf(e.getMessage()), e);
      }
      throw e;
    }
  }
}
