package dev.ferry.folder;

import dev.ferry.FileOffer;
import dev.ferry.FolderSummary;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Which tree a partial folder is of: whose and of what name, what its sender said is in it, and the
 * very list of files. Each is a digest in hexadecimal, so that a key is one line whatever the
 * names.
 *
 * @param whose the sender, the name of the folder, and whether its files may be run here
 * @param summary what was offered and consented to
 * @param manifest the list of files; empty as long as only the offer is known
 */
public record FolderKey(String whose, String summary, String manifest) {
  private static final String SPACE = " ";

  /** The key of an offer, whose list of files is still to come. */
  public static FolderKey of(String sender, FileOffer offer, boolean executables) {
    FolderSummary said = offer.folder().orElseThrow();
    return new FolderKey(
        digest(sender, offer.name(), executables ? "run" : "plain"),
        digest(
            Long.toString(offer.size()),
            Long.toString(said.files()),
            Long.toString(said.folders()),
            Long.toString(said.hidden()),
            String.join("/", said.first()),
            String.join("/", said.firstHidden())),
        "");
  }

  FolderKey listing(byte[] digest) {
    return new FolderKey(whose, summary, HexFormat.of().formatHex(digest));
  }

  private static String digest(String... parts) {
    Digest digest = new Digest();
    for (String part : parts) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update(new byte[1]);
    }
    return HexFormat.of().formatHex(digest.end());
  }

  /** Empty for what is no key. */
  public static Optional<FolderKey> read(String line) {
    String[] parts = line.split(SPACE, -1);
    return parts.length == 3
        ? Optional.of(new FolderKey(parts[0], parts[1], parts[2]))
        : Optional.empty();
  }

  /** As it is kept. */
  public String line() {
    return whose + SPACE + summary + SPACE + manifest;
  }

  /** Whether a partial folder is of what was offered: that was consented to before. */
  public boolean isOffered(FolderKey kept) {
    return whose.equals(kept.whose) && summary.equals(kept.summary);
  }
}
