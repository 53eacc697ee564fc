/**
 * Requests to web servers, over the client of the JDK.
 *
 * <p>Goals: deadlines and interruptions end every wait; a body is read only as fast as it is taken.
 *
 * <p>Non-goals: cookies, caches, credentials.
 */
@NullMarked
package dev.ferry.io.http;

import org.jspecify.annotations.NullMarked;
