package dev.ferry.ice.mapping;

import java.net.InetSocketAddress;

/**
 * A port of a router that leads to one of ours.
 *
 * @param internal where we listen
 * @param external where others connect to
 * @param seconds for how long, unless it is renewed; 0 until it is removed
 */
public record Mapping(
    Protocol protocol, InetSocketAddress internal, InetSocketAddress external, long seconds) {
  /** How a router was asked. */
  public enum Protocol {
    NAT_PMP("NAT-PMP"),
    PCP("PCP"),
    UPNP("UPnP");

    private final String words;

    Protocol(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  @Override
  public String toString() {
    return protocol + " " + external + " to " + internal;
  }
}
