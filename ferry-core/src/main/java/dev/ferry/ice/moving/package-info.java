/**
 * A stream that begins at a relay and moves to a direct way in the middle, between two of us.
 *
 * <p>Goals: whoever reads and writes sees one unbroken stream; no byte is lost or doubled,
 * whichever way breaks before the move is complete and as long as the relay lasts; each direction
 * moves when it can.
 *
 * <p>Non-goals: finding the direct way, proving who is at its other end, and a second move.
 */
@NullMarked
package dev.ferry.ice.moving;

import org.jspecify.annotations.NullMarked;
