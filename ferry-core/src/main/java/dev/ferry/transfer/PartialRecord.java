package dev.ferry.transfer;

import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.content.ChunkDigests;
import dev.ferry.content.ChunkPlan;
import dev.ferry.content.Hashes;
import dev.ferry.swarm.PieceRecord;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is written beside a partial file: what it is a part of, then the digest of each chunk that
 * is durable, a line each (docs/chunks.md). What a cut has torn at its end is left out.
 */
final class PartialRecord {
  private static final String FIRST = "ferry-partial 1\n";
  private static final String HEAD_ENDS = "\n\n";
  private static final int LINE = 2 * ChunkDigests.LENGTH + 1;

  /** A line that begins with the number of its chunk and a colon. */
  private static final int NUMBERED = LINE + 6;

  private PartialRecord() {}

  /** Lines of {@code key=value}; names are escaped so that each stays one line. */
  static String of(Peer from, FileOffer offer) {
    var lines = new StringBuilder(FIRST);
    line(lines, "from", account(from));
    line(lines, "name", offer.name());
    line(lines, "size", Long.toString(offer.size()));
    offer.modified().ifPresent(at -> line(lines, "modified", at.toString()));
    offer.hashes().byAlgorithm().forEach((algorithm, hex) -> line(lines, algorithm, hex));
    ChunkPlan.of(offer.size())
        .ifPresent(plan -> line(lines, "chunk", Integer.toString(plan.chunk())));
    return lines.append('\n').toString();
  }

  /** Whose file it is, whichever device sends it. */
  static String account(Peer peer) {
    return switch (peer) {
      case Peer.Xmpp(var jid) -> jid.bare().toString();
      case Peer.Account(var id, _) -> id.toString();
    };
  }

  private static void line(StringBuilder lines, String key, String value) {
    lines.append(escaped(key)).append('=').append(escaped(value)).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("=", "\\=");
  }

  /**
   * Whether a record is of this very file: same sender, name and size, and the same time or digest.
   */
  static boolean isOf(String record, Peer from, FileOffer offer) {
    Map<String, String> head = head(record);
    return is(head, "from", account(from))
        && is(head, "name", offer.name())
        && is(head, "size", Long.toString(offer.size()))
        && (offer.modified().filter(at -> is(head, "modified", at.toString())).isPresent()
            || sameDigest(head, offer.hashes()));
  }

  private static boolean sameDigest(Map<String, String> head, Hashes hashes) {
    return hashes.get(Hashes.SHA_256).filter(hex -> is(head, Hashes.SHA_256, hex)).isPresent();
  }

  private static boolean is(Map<String, String> head, String key, String value) {
    return escaped(value).equals(head.get(key));
  }

  /** The keys and values, still escaped; none when it is no record. */
  private static Map<String, String> head(String record) {
    Map<String, String> head = new LinkedHashMap<>();
    int end = record.indexOf(HEAD_ENDS);
    if (end >= 0 && record.startsWith(FIRST)) {
      for (String line : record.substring(FIRST.length(), end).split("\n")) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          head.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
        }
      }
    }
    return head;
  }

  /**
   * The chunks that a record has.
   *
   * @param digests of those that came one after another from the file's start
   * @param all the numbers and digests of these, and of those that came in any order
   * @param headLength bytes of the record before them
   */
  record Chunks(ChunkDigests digests, SortedMap<Integer, byte[]> all, int headLength) {
    /** Bytes of the record up to the last of those that came in order. */
    int length() {
      return headLength + digests.count() * LINE;
    }

    /** What the record says of all, each with its number. */
    String lines() {
      StringBuilder lines = new StringBuilder();
      all.forEach((chunk, digest) -> lines.append(PieceRecord.line(chunk, digest)));
      return lines.toString();
    }
  }

  /**
   * Reads the digests, as far as they make sense and are of bytes that are there.
   *
   * @param written how many bytes the partial file has
   */
  static Optional<Chunks> chunks(String record, long size, long written) {
    Optional<ChunkPlan> plan =
        Optional.ofNullable(head(record).get("chunk"))
            .flatMap(PartialRecord::number)
            .flatMap(chunk -> ChunkPlan.of(size, chunk));
    return plan.map(p -> chunks(record, p, written));
  }

  /** Whether chunks came in any order, as far as the beginning of a record tells. */
  static boolean isOfPieces(String record, long size) {
    return chunks(record, size, size).filter(c -> c.digests().count() < c.all().size()).isPresent();
  }

  private static Chunks chunks(String record, ChunkPlan plan, long written) {
    int head = record.indexOf(HEAD_ENDS) + HEAD_ENDS.length();
    SortedMap<Integer, byte[]> all = new TreeMap<>();
    ChunkDigests first = new ChunkDigests(plan);
    int at = head;
    int end = record.indexOf('\n', at);
    while (end >= 0) {
      boolean numbered = end + 1 - at == NUMBERED;
      int start = numbered ? at + NUMBERED - LINE : at;
      int chunk = numbered ? number(record.substring(at, start - 1)).orElse(-1) : first.count();
      Optional<byte[]> digest = end + 1 - start == LINE ? digest(record, start) : Optional.empty();
      boolean fits = chunk >= 0 && chunk < plan.count() && plan.start(chunk + 1) <= written;
      if (digest.isEmpty() || !fits) {
        break;
      }
      all.put(chunk, digest.get());
      if (!numbered && all.size() == first.count() + 1) {
        first.add(digest.get());
      }
      at = end + 1;
      end = record.indexOf('\n', at);
    }
    int headBytes = record.substring(0, head).getBytes(StandardCharsets.UTF_8).length;
    return new Chunks(first, all, headBytes);
  }

  private static Optional<byte[]> digest(String record, int at) {
    try {
      return record.charAt(at + LINE - 1) == '\n'
          ? Optional.of(HexFormat.of().parseHex(record, at, at + LINE - 1))
          : Optional.empty();
    } catch (IllegalArgumentException torn) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> number(String text) {
    try {
      return Optional.of(Integer.parseInt(text));
    } catch (NumberFormatException torn) {
      return Optional.empty();
    }
  }
}
