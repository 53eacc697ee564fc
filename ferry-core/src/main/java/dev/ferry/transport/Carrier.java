package dev.ferry.transport;

import dev.ferry.Route;
import dev.ferry.port.ByteStream;

/**
 * A way that was found. The receiver of this value owns the stream.
 *
 * @param inBand whether the stream dies with the signalling link
 */
public record Carrier(ByteStream stream, Route route, boolean inBand) {}
