package dev.ferry.folder;

import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.port.Tree;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The list of what is in a folder, as it crosses the stream: frames of entries, an empty frame, and
 * the digest of all entries.
 *
 * @param digest SHA-256 of the entries as they were written
 */
record Manifest(Tree tree, byte[] digest) {
  /** Told after each frame: something moves. */
  interface Sign {
    void ofLife();
  }

  /** Writes the manifest of a tree. */
  static Manifest send(Tree tree, Wire wire, Sign sign) throws CopyException, InterruptedException {
    Writing writing = new Writing(wire, sign);
    for (int folder = 1; folder < tree.folders(); folder++) {
      ManifestCodec.writeFolder(tree, folder, writing.entry());
    }
    for (int file = 0; file < tree.files(); file++) {
      ManifestCodec.writeFile(tree, file, writing.entry());
    }
    return new Manifest(tree, writing.end());
  }

  /**
   * Reads a manifest with the peer's names.
   *
   * @throws CopyException when it makes no sense or is too large
   */
  static Manifest receive(Wire wire, FolderLimits limits, Sign sign)
      throws CopyException, InterruptedException {
    Tree tree = new Tree();
    Digest digest = new Digest();
    ByteBuffer frame = wire.readFrame();
    while (frame.hasRemaining()) {
      sign.ofLife();
      digest.update(frame);
      ManifestCodec.read(frame, tree, limits);
      frame = wire.readFrame();
    }
    byte[] computed = digest.end();
    if (!Arrays.equals(computed, wire.readBytes(Digest.LENGTH))) {
      throw new CopyException(Kind.PEER, 0, "the list of files is not what its digest says");
    }
    return new Manifest(tree, computed);
  }

  /** Frames that are filled before they are sent. */
  private static final class Writing {
    private final Wire wire;
    private final Sign sign;
    private final Digest digest = new Digest();
    private final ByteBuffer frame = ByteBuffer.allocate(Wire.FRAME);

    Writing(Wire wire, Sign sign) {
      this.wire = wire;
      this.sign = sign;
    }

    /** Where the next entry goes. */
    ByteBuffer entry() throws CopyException, InterruptedException {
      if (frame.remaining() < ManifestCodec.LONGEST) {
        flush();
      }
      return frame;
    }

    private void flush() throws CopyException, InterruptedException {
      digest.update(frame.flip());
      wire.writeFrame(frame);
      frame.clear();
      sign.ofLife();
    }

    byte[] end() throws CopyException, InterruptedException {
      if (frame.position() > 0) {
        flush();
      }
      byte[] computed = digest.end();
      wire.write(ByteBuffer.allocate(4 + Digest.LENGTH).putInt(0).put(computed).flip());
      return computed;
    }
  }
}
