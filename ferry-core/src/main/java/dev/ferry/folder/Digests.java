package dev.ferry.folder;

import dev.ferry.content.Hashes;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The digests of a tree's files, one beside the other, and the one of the whole: SHA-256 over the
 * digest of the manifest and then those of all files in their order.
 */
final class Digests {
  private final byte[] all;

  Digests(int files) {
    this.all = new byte[Math.multiplyExact(files, Digest.LENGTH)];
  }

  void put(int file, byte[] digest) {
    System.arraycopy(digest, 0, all, file * Digest.LENGTH, Digest.LENGTH);
  }

  byte[] get(int file) {
    return Arrays.copyOfRange(all, file * Digest.LENGTH, (file + 1) * Digest.LENGTH);
  }

  Hashes whole(byte[] manifest) {
    Digest digest = new Digest();
    digest.update(manifest);
    digest.update(all);
    return Hashes.of(Hashes.SHA_256, HexFormat.of().formatHex(digest.end()));
  }
}
