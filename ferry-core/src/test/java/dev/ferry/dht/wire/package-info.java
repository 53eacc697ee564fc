/** Tests of the messages of OpenDHT. */
@NullMarked
package dev.ferry.dht.wire;

import org.jspecify.annotations.NullMarked;
