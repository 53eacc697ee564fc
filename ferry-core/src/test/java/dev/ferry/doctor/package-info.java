/** Tests of the verdict. */
@NullMarked
package dev.ferry.doctor;

import org.jspecify.annotations.NullMarked;
