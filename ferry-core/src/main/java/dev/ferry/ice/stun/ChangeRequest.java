package dev.ferry.ice.stun;

/** From where a server is asked to answer: another address, another port (RFC 5780 7.2). */
public record ChangeRequest(boolean address, boolean port) {}
