package dev.ferry.app.trust;

import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The keys of one kind: this device's own, and those met of others. Used by one thread. */
public interface KeyBook {
  /**
   * A key of this device.
   *
   * @param account whose it is; empty when it is the same for all
   * @param fingerprint as people compare it
   * @param link the same for machines, to be scanned; empty when there is no such form
   */
  record Own(Optional<Jid> account, String fingerprint, Optional<String> link) {}

  /** A key of somebody else's, and what is thought of it, in words. */
  record Known(String fingerprint, String words) {}

  /** Its name, as people and programs know it. */
  String kind();

  /** This device's keys of this kind; makes none but those that need nobody. */
  List<Own> own() throws IOException;

  /** The keys that somebody's devices have shown. */
  List<Known> of(Jid peer) throws IOException;

  /** What somebody typed, as a fingerprint of this kind; empty when it cannot be one. */
  Optional<String> read(String typed);

  /** Keeps what a person says of a key, whether it was met already or not. */
  void decide(Jid peer, String fingerprint, boolean accept) throws IOException;
}
