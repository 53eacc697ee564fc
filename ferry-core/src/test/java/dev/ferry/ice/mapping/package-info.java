/** Tests of the ports of routers. */
@NullMarked
package dev.ferry.ice.mapping;

import org.jspecify.annotations.NullMarked;
