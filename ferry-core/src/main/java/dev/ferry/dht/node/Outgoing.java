package dev.ferry.dht.node;

import java.net.InetSocketAddress;

/** A datagram that is to be sent; the array must not be changed. */
@SuppressWarnings("ArrayRecordComponent") // Handed on once, compared by nobody.
public record Outgoing(InetSocketAddress to, byte[] bytes) {}
