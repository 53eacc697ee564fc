package dev.ferry.ice.stun;

/** Why one of two requested families was not allocated (RFC 8656 18.12). */
public record AddressError(AddressFamily family, ErrorCode error) {}
