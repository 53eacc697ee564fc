package dev.ferry.sim.network;

/**
 * How a NAT or a firewall behaves towards TCP (RFC 4787 4 and 5, RFC 5382).
 *
 * @param mapping on what of the destination the outside port depends
 * @param filtering what of a sender must have been written to before
 * @param translates whether addresses are changed at all; if not it is a firewall
 * @param keepsPorts whether the outside port is the inside one where that is free
 * @param hairpin whether the inside reaches itself by outside addresses
 * @param resets whether what is not let in is answered by a reset, and not by silence
 */
public record NatKind(
    Dependence mapping,
    Dependence filtering,
    boolean translates,
    boolean keepsPorts,
    boolean hairpin,
    boolean resets) {
  /** What of the other side's address counts. */
  public enum Dependence {
    /** Endpoint-independent. */
    NOTHING,
    ADDRESS,
    ADDRESS_AND_PORT
  }

  public static final NatKind FULL_CONE = eim(Dependence.NOTHING);
  public static final NatKind RESTRICTED = eim(Dependence.ADDRESS);
  public static final NatKind PORT_RESTRICTED = eim(Dependence.ADDRESS_AND_PORT);
  public static final NatKind SYMMETRIC =
      new NatKind(
          Dependence.ADDRESS_AND_PORT, Dependence.ADDRESS_AND_PORT, true, false, false, false);
  public static final NatKind FIREWALL =
      new NatKind(Dependence.NOTHING, Dependence.ADDRESS_AND_PORT, false, true, false, false);

  private static NatKind eim(Dependence filtering) {
    return new NatKind(Dependence.NOTHING, filtering, true, true, false, false);
  }

  /** With other outside ports than inside. */
  public NatKind remapping() {
    return new NatKind(mapping, filtering, translates, false, hairpin, resets);
  }

  public NatKind withHairpin() {
    return new NatKind(mapping, filtering, translates, keepsPorts, true, resets);
  }

  public NatKind resetting() {
    return new NatKind(mapping, filtering, translates, keepsPorts, hairpin, true);
  }
}
