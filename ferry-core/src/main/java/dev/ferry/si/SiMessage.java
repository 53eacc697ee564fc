package dev.ferry.si;

import dev.ferry.FileOffer;
import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is said before a stream is opened: a file is offered, and taken (XEP-0095 3, 0096 3). */
public sealed interface SiMessage {
  /**
   * Somebody offers a file.
   *
   * @param id names the stream that will carry it, too
   * @param name as the sender wrote it
   * @param size bytes, never negative
   * @param md5 of the content, in lower-case hexadecimal
   * @param words the sender's description of it
   * @param ranged whether the sender can send a part of it
   * @param methods the kinds of stream offered that are understood here, in the sender's order
   */
  record Offer(
      String id,
      Optional<String> mediaType,
      String name,
      long size,
      Optional<String> md5,
      Optional<Instant> modified,
      Optional<String> words,
      boolean ranged,
      List<StreamMethod> methods)
      implements SiMessage {
    public Offer {
      methods = List.copyOf(methods);
    }

    /** The file, for people and for whoever stores it. */
    FileOffer file() {
      Hashes hashes = md5.map(hex -> Hashes.of(Hashes.MD5, hex)).orElse(Hashes.none());
      return new FileOffer(name, size, mediaType, hashes, modified);
    }
  }

  /**
   * The file is wanted.
   *
   * @param method the kind of stream chosen; some leave it out when one was offered
   * @param range the part that is wanted
   */
  record Answer(Optional<StreamMethod> method, ByteRange range) implements SiMessage {}
}
