package dev.ferry.peerlink.classic;

import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a channel is called on which a device fetches a file, or the rest of one, as Jami names it.
 *
 * @param conversation in which the file was offered; anything, where there are none
 * @param device the long id of the device that asks
 * @param file names the offer
 */
record PullName(String conversation, String device, String file, ByteRange range) {
  private static final String FAMILY = "data-transfer://";
  private static final Pattern FORM =
      Pattern.compile(
          "data-transfer://([^/?\\p{Cntrl}]{0,128})/([0-9a-f]{64})/([^/?\\p{Cntrl}]{1,200})"
              + "(?:\\?start=(\\d{1,19})&end=(\\d{1,19}))?");

  /** Whether a name is one of these, well formed or not. */
  static boolean isMeant(String name) {
    return name.startsWith(FAMILY);
  }

  /**
   * Reads what a peer calls a channel; empty when that makes no sense. An end of 0 is that of the
   * file.
   */
  static Optional<PullName> parse(String name) {
    Matcher form = FORM.matcher(name);
    if (!form.matches()) {
      return Optional.empty();
    }
    Optional<ByteRange> range =
        form.group(4) == null
            ? Optional.of(ByteRange.WHOLE)
            : range(number(form.group(4)), number(form.group(5)));
    return range.map(part -> new PullName(form.group(1), form.group(2), form.group(3), part));
  }

  private static Optional<ByteRange> range(long start, long end) {
    if (start < 0 || end < 0 || (end > 0 && end < start)) {
      return Optional.empty();
    }
    return Optional.of(
        end == 0
            ? ByteRange.from(start)
            : new ByteRange(start, OptionalLong.of(end - start), Hashes.none()));
  }

  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException tooLarge) {
      return -1;
    }
  }

  /** The offer's own name: what stands behind a dot is for people. */
  String publication() {
    int dot = file.indexOf('.');
    return dot < 0 ? file : file.substring(0, dot);
  }

  @Override
  public String toString() {
    String name = FAMILY + conversation + "/" + device + "/" + file;
    return range.offset() == 0 && range.length().isEmpty()
        ? name
        : name + "?start=" + range.offset() + "&end=" + end();
  }

  private long end() {
    return range.length().isPresent() ? range.offset() + range.length().getAsLong() : 0;
  }
}
