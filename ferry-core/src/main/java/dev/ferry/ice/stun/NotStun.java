package dev.ferry.ice.stun;

/**
 * Bytes that are no STUN message, or a broken one: to be dropped, or to be taken for what else may
 * come the same way.
 */
public record NotStun(String why) implements StunDecoding {}
