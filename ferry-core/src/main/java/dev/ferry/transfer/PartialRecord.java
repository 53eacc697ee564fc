package dev.ferry.transfer;

import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.content.ChunkDigests;
import dev.ferry.content.ChunkPlan;
import dev.ferry.content.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is written beside a partial file: what it is a part of, then the digest of each chunk that
 * is durable, a line each (docs/chunks.md). What a cut has torn at its end is left out.
 */
final class PartialRecord {
  private static final String FIRST = "ferry-partial 1\n";
  private static final String HEAD_ENDS = "\n\n";
  private static final int LINE = 2 * ChunkDigests.LENGTH + 1;

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
   * @param headLength bytes of the record before them
   */
  record Chunks(ChunkDigests digests, int headLength) {
    /** Bytes of the record up to the last of them. */
    int length() {
      return headLength + digests.count() * LINE;
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

  private static Chunks chunks(String record, ChunkPlan plan, long written) {
    int head = record.indexOf(HEAD_ENDS) + HEAD_ENDS.length();
    ChunkDigests digests = new ChunkDigests(plan);
    for (int at = head; at + LINE <= record.length(); at += LINE) {
      Optional<byte[]> digest = digest(record, at);
      boolean fits = digests.count() < plan.count() && plan.start(digests.count() + 1) <= written;
      if (digest.isEmpty() || !fits) {
        break;
      }
      digests.add(digest.get());
    }
    int headBytes = record.substring(0, head).getBytes(StandardCharsets.UTF_8).length;
    return new Chunks(digests, headBytes);
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
