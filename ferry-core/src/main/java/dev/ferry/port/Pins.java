package dev.ferry.port;

import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.util.List;

/** What is known of the certificates of other people's devices. Any task may call. */
public interface Pins {
  /** The certificates known of an account, in the order they were met; its resource is ignored. */
  List<Pin> of(Jid account) throws IOException;

  /** Remembers a pin, in the place of an earlier one of that account and certificate. */
  void remember(Pin pin) throws IOException;

  /**
   * One certificate of one account.
   *
   * @param account without a resource
   * @param fingerprint the SHA-256 of the certificate in upper-case hexadecimal with colons
   * @param mutual whether a device with this certificate is known to prove itself on every
   *     connection; then it has to
   * @param resource of the device, when it was met; empty when that is not known
   */
  record Pin(Jid account, String fingerprint, Trust trust, boolean mutual, String resource) {
    public Pin {
      account = account.bare();
    }

    /**
     * The certificate of a device.
     *
     * @param device with its resource, if that is known
     */
    public Pin(Jid device, String fingerprint, Trust trust, boolean mutual) {
      this(device, fingerprint, trust, mutual, device.resource());
    }

    public Pin trusted(Trust now) {
      return new Pin(account, fingerprint, now, mutual, resource);
    }
  }

  /** How far a certificate is trusted. */
  enum Trust {
    /** Taken, because no person had compared any of this account's. */
    FIRST_USE,

    /** A person has compared it. */
    VERIFIED,

    /** Refused until a person says that it is right. */
    REFUSED
  }
}
