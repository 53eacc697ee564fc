package dev.ferry.ice.mapping;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A router that can be asked by one protocol. Used by one task. */
interface Router {
  /** Seconds for which mappings are asked (RFC 6886 3.3); they are renewed at half of that. */
  long LIFETIME = 7200;

  /**
   * Asks for a mapping, or renews one.
   *
   * @param internal where we listen
   * @param before the mapping that is renewed
   * @throws IOException when there is no such router or it refuses; says which
   */
  Mapping map(InetSocketAddress internal, Optional<Mapping> before, long deadline)
      throws IOException, InterruptedException;

  /** Gives a mapping back. */
  void unmap(Mapping mapping, long deadline) throws IOException, InterruptedException;
}
