/**
 * Codes that are said aloud: two people who do not know each other's devices find each other in the
 * DHT by a number and three words, once.
 *
 * <p>Goals: who overhears the exchange learns nothing of the words; whoever guesses may do so once,
 * and is noticed; both ends learn which device of which account is at the other, proven by the
 * words.
 *
 * <p>Non-goals: what the two do then ({@link dev.ferry.peerlink}); codes of one's own choice.
 */
@NullMarked
package dev.ferry.code;

import org.jspecify.annotations.NullMarked;
