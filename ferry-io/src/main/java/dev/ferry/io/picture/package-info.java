/**
 * Small pictures of files, and what is in small pictures of others.
 *
 * <p>Goals: no file and no peer can make this device take much memory or time: limits on bytes and
 * pixels are checked before anything is decoded, and large pictures are decoded in part.
 *
 * <p>Non-goals: films, documents, drawings in SVG; showing a picture.
 */
@NullMarked
package dev.ferry.io.picture;

import org.jspecify.annotations.NullMarked;
