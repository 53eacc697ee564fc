package dev.ferry.ice.server;

import java.net.InetSocketAddress;

/**
 * What stands between us and the world, as far as it could be found out (RFC 4787, RFC 5780).
 *
 * @param mapped our address as a server sees it
 * @param translated whether that is none of our own
 * @param mapping on what the outside address of one port of ours depends
 * @param filtering on what it depends who may send to it
 */
public record NatBehaviour(
    InetSocketAddress mapped, boolean translated, Dependence mapping, Dependence filtering) {
  /** On what of the other side something depends. */
  public enum Dependence {
    /** On nothing: the same for everybody. */
    NONE,
    ADDRESS,
    ADDRESS_AND_PORT,
    /** On the other side, but it is not known on what of it. */
    SOMETHING,
    UNKNOWN
  }
}
