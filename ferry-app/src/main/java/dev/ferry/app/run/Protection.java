package dev.ferry.app.run;

import dev.ferry.Assurance.Encryption;
import dev.ferry.Encrypt;
import dev.ferry.openpgp.OwnKey;
import java.util.List;
import java.util.Optional;

/**
 * How a device that goes online encrypts.
 *
 * @param incoming whether what is received must be encrypted between the devices
 * @param methods which encryptions are offered, and in which order; empty for all, the best first
 * @param openPgp the account's OpenPGP key, unlocked, if there is one
 */
public record Protection(Encrypt incoming, List<Encryption> methods, Optional<OwnKey> openPgp) {
  public Protection {
    methods = List.copyOf(methods);
  }

  /** With all that needs nobody. */
  public static Protection of(Encrypt incoming) {
    return new Protection(incoming, List.of(), Optional.empty());
  }
}
