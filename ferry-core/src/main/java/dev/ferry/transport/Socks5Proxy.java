package dev.ferry.transport;

import dev.ferry.stanza.Jid;

/**
 * A relay for SOCKS5 bytestreams (XEP-0065 4). Immutable.
 *
 * @param jid whom to ask for activation, exactly as its server named it
 * @param host an address or a name
 * @param port 1 to 65535
 */
public record Socks5Proxy(Jid jid, String host, int port) {}
