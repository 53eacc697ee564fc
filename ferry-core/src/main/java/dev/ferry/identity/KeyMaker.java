package dev.ferry.identity;

import java.io.IOException;
import java.security.KeyPair;

/** Makes keys of RSA: seconds of computation, which no interruption shortens. Any task may call. */
@FunctionalInterface
public interface KeyMaker {
  /** As many bits as Jami's keys have. */
  int BITS = 4096;

  /** A new key of {@link #BITS}, or fewer where tests want it. */
  KeyPair make() throws IOException;
}
