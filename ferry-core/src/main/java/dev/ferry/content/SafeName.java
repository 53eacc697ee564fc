package dev.ferry.content;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A peer's name for a file as one path component that is safe on every file system and in every
 * terminal. {@link #of} is the only place where a foreign name becomes a local one.
 *
 * <p>What is safe does not depend on the system that this runs on. The text is never empty, never
 * {@code .} or {@code ..}, has no separator, control or invisible character, no leading dot, no
 * name of a Windows device, and at most {@link #MAX_BYTES} bytes. Making it safe again changes
 * nothing. Immutable.
 *
 * @param asSent the name as the peer wrote it
 * @param text the safe name, in Unicode NFC
 */
public record SafeName(String asSent, String text) {
  /**
   * The most bytes of UTF-8 in a safe name: the 255 that file systems allow, less room for the
   * vault to number it and to mark a partial file.
   */
  public static final int MAX_BYTES = 220;

  /** What a file is called when nothing usable was sent. */
  static final String NAMELESS = "file";

  private static final int LONGEST_EXTENSION = 24;

  private static final Pattern DEVICE =
      Pattern.compile("(CON|PRN|AUX|NUL|CLOCK\\$|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9]) *(\\..*)?");

  public SafeName {
    if (!text.equals(safe(asSent))) {
      throw new IllegalArgumentException("not the safe form of the name");
    }
  }

  /** Makes a name safe; never fails, whatever was sent. */
  public static SafeName of(String asSent) {
    return new SafeName(asSent, safe(asSent));
  }

  /**
   * The safe text of a name that is used within a folder of the transfer's own, where a hidden file
   * can do no harm: there, a leading dot stays one. Never fails.
   */
  public static String within(String asSent) {
    if (isPlain(asSent)) {
      return asSent;
    }
    String safe = safe(asSent);
    boolean hidden = asSent.startsWith(".") && safe.startsWith("_") && safe.length() > 1;
    return hidden ? "." + safe.substring(1) : safe;
  }

  /**
   * Whether a name is so plain that nothing can be wrong with it: letters, digits, few signs, and
   * no beginning that a device has. Most names are, and a folder can have a million.
   */
  private static boolean isPlain(String name) {
    int length = name.length();
    if (length < 4 || length > MAX_BYTES || !isLetterOrDigit(name.charAt(length - 1))) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      if (!isLetterOrDigit(c) && (i == 0 || (c != '.' && c != '-' && c != '_'))) {
        return false;
      }
    }
    return switch (name.substring(0, 3).toUpperCase(Locale.ROOT)) {
      case "CON", "PRN", "AUX", "NUL", "CLO", "COM", "LPT" -> false;
      default -> true;
    };
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Whether the file is stored under another name than was sent. */
  public boolean changed() {
    return !text.equals(asSent);
  }

  private static String safe(String asSent) {
    // Escapes are decoded first and once; everything after looks at what is really there.
    String visible = NameCharacters.visible(PercentEscapes.decode(asSent));
    String normal = Normalizer.normalize(lastComponent(visible), Normalizer.Form.NFC);
    String plain = PercentEscapes.disarm(trim(NameCharacters.plain(normal)));
    String shown = plain.startsWith(".") ? "_" + undotted(plain) : plain;
    String clipped = clip(isDevice(shown) ? "_" + shown : shown);
    return clipped.isEmpty() ? NAMELESS : clipped;
  }

  /** The last component that names something; separators are those of every system. */
  private static String lastComponent(String path) {
    String[] components = path.split("[/\\\\]");
    for (int i = components.length - 1; i >= 0; i--) {
      if (!trim(NameCharacters.plain(components[i])).isEmpty()) {
        return components[i];
      }
    }
    return "";
  }

  /** Windows drops dots and spaces at the end, so two names would be one file there. */
  private static String trim(String name) {
    int start = 0;
    int end = name.length();
    while (start < end && Character.isSpaceChar(name.charAt(start))) {
      start++;
    }
    while (end > start && (Character.isSpaceChar(name.charAt(end - 1)) || dotAt(name, end - 1))) {
      end--;
    }
    return name.substring(start, end);
  }

  private static String undotted(String name) {
    int start = 0;
    while (dotAt(name, start)) {
      start++;
    }
    return name.substring(start);
  }

  private static boolean dotAt(String name, int index) {
    return name.charAt(index) == '.';
  }

  /** Compatibility forms count too: COM¹ is a device, and so is a full-width CON to some. */
  private static boolean isDevice(String name) {
    String simple = Normalizer.normalize(name, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
    return DEVICE.matcher(simple).matches();
  }

  private static String clip(String name) {
    if (bytes(name) <= MAX_BYTES) {
      return name;
    }
    String extension = extension(name);
    int room = MAX_BYTES - bytes(extension);
    int end = 0;
    while (room >= bytesAt(name, end)) {
      room -= bytesAt(name, end);
      end = name.offsetByCodePoints(end, 1);
    }
    return trim(name.substring(0, end)) + extension;
  }

  /** From the last dot on, or from the one before in {@code .tar.gz}; empty if too long to keep. */
  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    if (dot > 3 && name.startsWith(".tar", dot - 4)) {
      dot -= 4;
    }
    String extension = dot > 0 ? name.substring(dot) : "";
    return bytes(extension) <= LONGEST_EXTENSION ? extension : "";
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int bytesAt(String name, int index) {
    return bytes(Character.toString(name.codePointAt(index)));
  }
}
