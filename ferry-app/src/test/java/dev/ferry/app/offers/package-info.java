@NullMarked
package dev.ferry.app.offers;

import org.jspecify.annotations.NullMarked;
