package dev.ferry.jingle;

import dev.ferry.FolderSummary;
import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import dev.ferry.stanza.Xml;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
   * @param chunks whether digests of chunks can be compared, or will be; of a folder, for how long
   *     it is offered again
   * @param folder what is in it, when it is a folder ({@link FolderDescriptionCodec})
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
      List<Xml> unknown,
      Optional<Chunks> chunks,
      Optional<FolderSummary> folder)
      implements Description {
    public File {
      hashesUsed = List.copyOf(hashesUsed);
      unknown = List.copyOf(unknown);
    }

    /** The same with one more child that others need not understand. */
    File and(Xml child) {
      List<Xml> more = new ArrayList<>(unknown);
      more.add(child);
      return new File(
          namespace,
          name,
          size,
          mediaType,
          words,
          modified,
          hashes,
          hashesUsed,
          range,
          more,
          chunks,
          folder);
    }

    /** The same for another part of the file, with or without digests of chunks. */
    File of(Optional<ByteRange> part, Optional<Chunks> compared) {
      return new File(
          namespace,
          name,
          size,
          mediaType,
          words,
          modified,
          hashes,
          hashesUsed,
          part,
          unknown,
          compared,
          folder);
    }
  }

  /**
   * Digests of chunks ({@code urn:dev:ferry:chunks:0}), which only Ferry knows.
   *
   * @param size bytes a chunk, as the receiver chose it; an offer says none
   * @param again for how long the sender offers the file again when it is lost; an answer says the
   *     same when the receiver will wait for that
   */
  record Chunks(OptionalInt size, Duration again) {}

  /** A description of some other application. */
  record Unknown(Xml element) implements Description {}
}
