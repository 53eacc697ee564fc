package dev.ferry.node;

import dev.ferry.Transfer.Direction;
import dev.ferry.app.history.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Received pictures that may be shown in place: of kinds that hold no program, and not large. */
final class Pictures {
  private static final long LARGEST = 16L << 20;
  private static final Map<String, String> TYPES =
      Map.of(
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "png", "image/png",
          "gif", "image/gif",
          "webp", "image/webp",
          "avif", "image/avif");

  /**
   * One of them.
   *
   * @param type of the kind that its name says, never what its sender said
   */
  record Picture(String type, byte[] content) {}

  private Pictures() {}

  /** Whether an entry has one, as far as can be known without looking at the disk. */
  static boolean isShown(Entry entry) {
    return entry.direction() == Direction.IN
        && entry.isCompleted()
        && entry.size() <= LARGEST
        && entry.path().flatMap(Pictures::type).isPresent();
  }

  private static Optional<String> type(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.ofNullable(TYPES.get(path.substring(dot + 1).toLowerCase(Locale.ROOT)));
  }

  static Picture read(Entry entry) throws Refused {
    Optional<String> type = entry.path().flatMap(Pictures::type);
    if (!isShown(entry) || type.isEmpty()) {
      throw Refused.now("that is no received picture of up to 16 MiB", "open it by its place");
    }
    Path file = Path.of(entry.path().orElseThrow());
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
        throw Refused.missing("the picture is not there any more", "ask for it again");
      }
      return new Picture(type.get(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw Refused.failed("the picture cannot be read: " + Texts.why(e), "check its place");
    }
  }
}
