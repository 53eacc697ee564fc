package dev.ferry.folder;

import dev.ferry.port.Tree;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Tells whether a folder still has the same in it: names, sizes, times, the right to be run. */
public final class Listing {
  private Listing() {}

  /** A digest of what is listed, in lower-case hexadecimal. */
  public static String digest(Tree tree) {
    Digest digest = new Digest();
    ByteBuffer entry = ByteBuffer.allocate(ManifestCodec.LONGEST);
    for (int folder = 1; folder < tree.folders(); folder++) {
      ManifestCodec.writeFolder(tree, folder, entry.clear());
      digest.update(entry.flip());
    }
    for (int file = 0; file < tree.files(); file++) {
      ManifestCodec.writeFile(tree, file, entry.clear());
      digest.update(entry.flip());
    }
    return HexFormat.of().formatHex(digest.end());
  }
}
