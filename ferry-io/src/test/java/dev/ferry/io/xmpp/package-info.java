@NullMarked
package dev.ferry.io.xmpp;

import org.jspecify.annotations.NullMarked;
