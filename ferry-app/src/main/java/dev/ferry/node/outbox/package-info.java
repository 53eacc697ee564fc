/**
 * What the node is to send: kept on the disk from the wish to the end, offered again when somebody
 * who was away is there.
 *
 * <p>Goals: nothing is lost by a kill at any moment; somebody who is away is looked for once, not
 * once for each thing that waits for them; who pauses or withdraws something is obeyed at once.
 *
 * <p>Non-goals: resuming within a file, which the library does.
 */
@NullMarked
package dev.ferry.node.outbox;

import org.jspecify.annotations.NullMarked;
