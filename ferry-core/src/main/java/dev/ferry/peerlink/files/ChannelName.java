package dev.ferry.peerlink.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the channels of a transfer are called (docs/peer-link.md).
 *
 * @param id of the transfer, drawn by whoever begins it
 * @param bytes whether it is the channel of the bytes, not the one of the words
 */
record ChannelName(String id, boolean bytes) {
  static final int ID_BYTES = 16;

  private static final String FAMILY = "ferry/1/";
  private static final String BYTES = "/bytes";
  private static final Pattern FORM = Pattern.compile("ferry/1/([0-9a-f]{32})(/bytes)?");

  static ChannelName ofWords(String id) {
    return new ChannelName(id, false);
  }

  static ChannelName ofBytes(String id) {
    return new ChannelName(id, true);
  }

  /** Whether a name is for this version of ours, well formed or not. */
  static boolean isOurs(String name) {
    return name.startsWith(FAMILY);
  }

  /** Reads what a peer calls a channel; empty when that makes no sense. */
  static Optional<ChannelName> parse(String name) {
    Matcher form = FORM.matcher(name);
    return form.matches()
        ? Optional.of(new ChannelName(form.group(1), form.end(1) < name.length()))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return FAMILY + id + (bytes ? BYTES : "");
  }
}
