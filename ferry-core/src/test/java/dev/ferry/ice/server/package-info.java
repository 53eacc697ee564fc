/** Tests of asking servers. */
@NullMarked
package dev.ferry.ice.server;

import org.jspecify.annotations.NullMarked;
