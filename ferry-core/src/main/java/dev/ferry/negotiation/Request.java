package dev.ferry.negotiation;

import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.content.Hashes;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A peer's request for a file of this device. It has been acknowledged, not answered. Any task may
 * call; the first answer counts.
 */
public interface Request extends Negotiation.Ongoing {
  Peer from();

  Wanted wanted();

  /**
   * Says yes.
   *
   * @param file what is sent, in full
   * @param secret whether its bytes may only go encrypted
   * @param cargo moves its bytes
   * @param watcher is told every state from now on, the last one being the end
   */
  void serve(FileOffer file, boolean secret, Cargo cargo, Watcher watcher);

  /**
   * Says no.
   *
   * @param why in words for the peer; must tell nothing that it may not know
   */
  void refuse(String why);

  /**
   * Which file or folder is meant: one that fits all that is said.
   *
   * @param publication the name that its sender gave to the offer
   * @param claim that whoever asks is of a group that was offered it
   */
  record Wanted(
      Kind kind,
      Optional<String> publication,
      Optional<String> name,
      OptionalLong size,
      Hashes hashes,
      Optional<Group.Claim> claim) {
    /** By somebody who claims nothing. */
    public Wanted(
        Kind kind,
        Optional<String> publication,
        Optional<String> name,
        OptionalLong size,
        Hashes hashes) {
      this(kind, publication, name, size, hashes, Optional.empty());
    }
  }

  /** What can be wanted. */
  enum Kind {
    FILE,
    FOLDER,
    EITHER
  }
}
