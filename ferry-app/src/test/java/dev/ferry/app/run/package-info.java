/** Tests of what surrounds a running command. */
@NullMarked
package dev.ferry.app.run;

import org.jspecify.annotations.NullMarked;
