package dev.ferry.ice.stun;

/** Why a relay could not deliver a datagram (RFC 8656 18.13). */
public record IcmpReport(int type, int code, int data) {}
