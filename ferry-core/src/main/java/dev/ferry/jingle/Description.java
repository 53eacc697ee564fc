package dev.ferry.jingle;

import dev.ferry.content.Hashes;
import dev.ferry.stanza.Xml;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a content is about. One that is not about files is kept as it stands. */
public sealed interface Description {
  /**
   * A file (XEP-0234 5 and 6).
   *
   * @param namespace which version of the file transfer the peer speaks
   * @param size bytes, never negative; a request may leave it out
   * @param hashes digests of the content
   * @param hashesUsed algorithms whose digest will follow ({@code hash-used}, XEP-0300)
   * @param range which part is meant, when not the whole
   * @param unknown children of {@code file} that are not understood, as they stand
   */
  record File(
      String namespace,
      Optional<String> name,
      OptionalLong size,
      Optional<String> mediaType,
      Optional<String> words,
      Optional<Instant> modified,
      Hashes hashes,
      List<String> hashesUsed,
      Optional<ByteRange> range,
      List<Xml> unknown)
      implements Description {
    public File {
      hashesUsed = List.copyOf(hashesUsed);
      unknown = List.copyOf(unknown);
    }
  }

  /**
   * A part of a file.
   *
   * @param offset where it starts, in bytes
   * @param length how many bytes; to the end of the file when absent
   * @param hashes digests of the part
   */
  record ByteRange(long offset, OptionalLong length, Hashes hashes) {}

  /** A description of some other application. */
  record Unknown(Xml element) implements Description {}
}
