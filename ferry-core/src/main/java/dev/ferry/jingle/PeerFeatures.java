package dev.ferry.jingle;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a device can do, as it says in service discovery. Jingle alone means little: it is the
 * application and the transports that count.
 *
 * @param all every feature; none when the device could not be asked
 */
public record PeerFeatures(Set<String> all) {
  static final String DIGESTS = "urn:xmpp:hashes:2";
  static final String ALGORITHM = "urn:xmpp:hash-function-text-names:";

  /** IANA's names for what XEP-0300 calls {@code blake2b-...}. */
  private static final String IANA_BLAKE = "id-blake2b";

  public PeerFeatures {
    all = Set.copyOf(all);
  }

  /** Whether the device has answered at all. */
  public boolean areKnown() {
    return !all.isEmpty();
  }

  public boolean have(String feature) {
    return all.contains(feature);
  }

  /** Whether the device can be offered a file; offers are made in the current version only. */
  public boolean canReceiveFiles() {
    return have(FileDescriptionCodec.NAMESPACE);
  }

  /** Whether the device can be offered a whole folder. */
  public boolean takeFolders() {
    return have(FolderDescriptionCodec.NAMESPACE);
  }

  /**
   * Whether the device is to be asked for the offer of what it published, not for the file: what is
   * asked for itself is a custom of Ferry.
   */
  public boolean startPublished() {
    return have(Publication.NAMESPACE) && !takeFolders();
  }

  /** Whether the device gives digests of files, now or later. */
  public boolean giveDigests() {
    return have(DIGESTS);
  }

  /** The digests that the device can compute, by their names in XEP-0300. */
  public Set<String> digests() {
    Set<String> names = new TreeSet<>();
    for (String feature : all) {
      if (giveDigests() && feature.startsWith(ALGORITHM)) {
        names.add(name(feature.substring(ALGORITHM.length())));
      }
    }
    return names;
  }

  private static String name(String iana) {
    return iana.startsWith(IANA_BLAKE) ? "blake2b-" + iana.substring(IANA_BLAKE.length()) : iana;
  }
}
