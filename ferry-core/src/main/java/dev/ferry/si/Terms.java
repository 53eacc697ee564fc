package dev.ferry.si;

import dev.ferry.content.Hashes;
import java.util.List;

/**
 * What a session knows besides its phase.
 *
 * @param sending whether this device sends the file
 * @param known digests given by the sender
 * @param methods the kinds of stream that may be used, as the sender offered them and as far as
 *     they are allowed here; the receiver's first choice comes first
 * @param inBand whether the bytes go through the link
 */
record Terms(boolean sending, Hashes known, List<StreamMethod> methods, boolean inBand) {
  Terms {
    methods = List.copyOf(methods);
  }

  static Terms of(boolean sending, Hashes known, List<StreamMethod> methods) {
    return new Terms(sending, known, methods, false);
  }

  Terms carriedInBand(boolean through) {
    return new Terms(sending, known, methods, through);
  }

  boolean allow(StreamMethod method) {
    return methods.contains(method);
  }
}
