/** Requests to web servers, held against small ones. */
@NullMarked
package dev.ferry.io.http;

import org.jspecify.annotations.NullMarked;
