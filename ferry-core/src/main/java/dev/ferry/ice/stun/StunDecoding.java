package dev.ferry.ice.stun;

/** What came of reading bytes as a STUN message. */
public sealed interface StunDecoding permits StunPacket, NotStun {}
