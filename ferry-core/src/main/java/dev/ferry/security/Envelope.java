package dev.ferry.security;

import dev.ferry.Assurance.Encryption;
import dev.ferry.Assurance.Proof;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.World;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Pep;
import java.util.List;

/**
 * One way to hand a small secret to a peer, readable by its trusted devices and by nobody between:
 * the envelope element of XEP-0391. Any task may call; {@link #seal}, {@link #open} and {@link
 * #reaches} may wait for answers of servers, until their deadline.
 */
public interface Envelope {
  /** A kind of envelope, before it is known for which account. */
  @FunctionalInterface
  interface Kind {
    /**
     * Begins to publish this device's keys and to follow those of others; must not wait.
     *
     * @param router for what does not live in nodes, such as messages between devices
     * @param scope holds what runs beside, and is closed with the account
     */
    Envelope open(World world, IqRouter router, Pep pep, TaskScope scope);
  }

  /**
   * What the bytes of one session are encrypted with. Its text shows nothing of it.
   *
   * @param key of 16 or 32 bytes
   * @param iv of 12 or 16 bytes; an envelope may send it in clear
   */
  record Secret(byte[] key, byte[] iv) {
    @Override
    public String toString() {
      return "a secret of " + key.length + " and " + iv.length + " bytes";
    }
  }

  /**
   * A secret that was put into an envelope.
   *
   * @param element in {@link #namespace}, the one child of the {@code security} element
   * @param proof of the least known of the peer's keys that can open it
   */
  record Sealed(Xml element, Proof proof) {}

  /**
   * A secret that was taken out of an envelope.
   *
   * @param proof how far the key of whoever sealed it is known to be the peer's
   */
  record Opened(Secret secret, Proof proof) {}

  /** What is said of transfers that it protects. */
  Encryption encryption();

  /** The namespace of its element, and the {@code type} that JET gives it. */
  String namespace();

  /** The feature in service discovery by which a device says that it opens such envelopes. */
  String feature();

  /** What else service discovery must say, such as nodes to be notified of. */
  List<String> features();

  /** The length in bytes of keys that programs other than Ferry take: 16 or 32. */
  int commonKeyLength();

  /**
   * Whether a secret can be sealed for this account.
   *
   * @param peer its resource is ignored
   */
  boolean reaches(Jid peer, long deadline) throws InterruptedException;

  /**
   * Seals a secret for every trusted device of the peer's account.
   *
   * @param session the session's id; an envelope that can carry it says that it is for no other
   * @throws NotSecured when the peer has no device that may open it; says what to do
   */
  Sealed seal(Jid peer, Secret secret, String session, long deadline)
      throws NotSecured, InterruptedException;

  /**
   * Opens an envelope; called at most once for each, since one that was opened is used up.
   *
   * @param peer whose envelope it must be, as the server says
   * @param element in {@link #namespace}, else unchecked and perhaps hostile
   * @throws NotSecured when it is not sound, not for this device, of another session, or not of a
   *     trusted key of the peer
   */
  Opened open(Jid peer, Xml element, String session, long deadline)
      throws NotSecured, InterruptedException;

  /**
   * Whether a peer that could not open an envelope would be able to open another: since it was
   * sealed, the peer has begun anew with this device, or published a device that was left out. May
   * wait for the server.
   *
   * @param refused the element that was sealed
   * @param since when that was, a value of {@link dev.ferry.port.Tasks#now}
   */
  default boolean wouldOpen(Jid peer, Xml refused, long since, long deadline)
      throws InterruptedException {
    return false;
  }

  /**
   * The best that is known here of any key of this account, {@link Proof#SERVER} when none is. Does
   * not wait.
   */
  default Proof best(Jid peer) {
    return Proof.SERVER;
  }

  /** How {@link #open} will judge the sender as far as that is known; does not wait. */
  Proof foreseen(Jid peer, Xml element);
}
