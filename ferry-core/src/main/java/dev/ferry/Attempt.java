package dev.ferry;

/**
 * One way that was tried to reach the peer.
 *
 * @param what for people, such as {@code direct to 192.0.2.7:5281}
 * @param outcome why it failed
 */
public record Attempt(Route route, String what, String outcome) {}
