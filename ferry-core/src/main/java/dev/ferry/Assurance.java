package dev.ferry;

/**
 * What may truthfully be said about the protection of a transfer; never holds a key.
 *
 * @param encryption how the bytes are encrypted between the two devices
 * @param proof how far the peer is known to be who it says
 */
public record Assurance(Encryption encryption, Proof proof) {
  /** Nothing between the devices; the stream to the server may still be encrypted. */
  public static final Assurance NONE = new Assurance(Encryption.NONE, Proof.SERVER);

  /** End-to-end encryption of the bytes. */
  public enum Encryption {
    NONE("none"),

    /** TLS 1.3 between the devices, by certificates. */
    XTLS("xtls"),

    /**
     * TLS 1.3 on the link between two devices without a server, by their accounts' certificates.
     */
    TLS("tls"),

    /** A key of the session's own, handed over by OMEMO. */
    OMEMO("jet-omemo"),

    /** A key of the session's own, handed over by OpenPGP. */
    OPENPGP("jet-openpgp");

    private final String word;

    Encryption(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** Who vouches for the peer. */
  public enum Proof {
    /** The XMPP server authenticated the account; nothing more is known. */
    SERVER("server"),

    /** The peer proved its certificate, which was seen here for the first time. */
    FIRST_USE("first-use"),

    /** The peer proved the certificate that is known from before. */
    PINNED("pinned"),

    /** The peer proved to be a device of that very account, whose name is the digest of its key. */
    ACCOUNT("account"),

    /** The peer proved a certificate that a person here has compared. */
    VERIFIED("verified");

    private final String word;

    Proof(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
