package dev.ferry.identity;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.port.Randomness;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A text as Jami keeps it in a file: compressed, and then encrypted by a password when there is
 * one. Takes a second and 64 MiB when there is a password.
 */
public final class Box {
  /** What is larger than this when it is unpacked is none of ours. */
  private static final int LARGEST = 16 << 20;

  private Box() {}

  /** What came out of a box. */
  public sealed interface Opened {
    /** The text. */
    record Text(String text) implements Opened {}

    /** It is locked, and the password is missing or wrong, or somebody changed it. */
    record Locked() implements Opened {}

    /** It is no box. */
    record Damaged() implements Opened {}
  }

  /** A box with the text; not locked when the password is empty. */
  public static Bytes lock(String text, String password, Randomness random) {
    if (password.isEmpty()) {
      return Bytes.of(packed(text, true));
    }
    byte[] salt = new byte[Stretch.SALT];
    random.fill(salt);
    byte[] sealed = Stretch.seal(packed(text, false), Stretch.key(password, salt), random);
    byte[] all = Arrays.copyOf(salt, salt.length + sealed.length);
    System.arraycopy(sealed, 0, all, salt.length, sealed.length);
    return Bytes.of(all);
  }

  /** Opens a box; the password does not matter for one that is not locked. */
  public static Opened open(Bytes box, String password) {
    byte[] bytes = box.toByteArray();
    Optional<String> plain = unpacked(bytes);
    if (plain.isPresent()) {
      return new Opened.Text(plain.get());
    }
    if (bytes.length <= Stretch.SALT) {
      return new Opened.Damaged();
    }
    if (password.isEmpty()) {
      return new Opened.Locked();
    }
    byte[] key = Stretch.key(password, Arrays.copyOf(bytes, Stretch.SALT));
    Optional<byte[]> clear =
        Stretch.open(Arrays.copyOfRange(bytes, Stretch.SALT, bytes.length), key);
    if (clear.isEmpty()) {
      return new Opened.Locked();
    }
    return unpacked(clear.get()).<Opened>map(Opened.Text::new).orElseGet(Opened.Damaged::new);
  }

  static byte[] packed(String text, boolean gzip) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        gzip ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new IllegalStateException("memory can be written", impossible);
    }
    return bytes.toByteArray();
  }

  /** Either form; empty when it is neither, ends too early, or is too large. */
  static Optional<String> unpacked(byte[] bytes) {
    for (boolean gzip : new boolean[] {true, false}) {
      try (InputStream raw = new ByteArrayInputStream(bytes);
          InputStream in = gzip ? new GZIPInputStream(raw) : new InflaterInputStream(raw)) {
        byte[] clear = in.readNBytes(LARGEST + 1);
        return clear.length > LARGEST
            ? Optional.empty()
            : Optional.of(new String(clear, StandardCharsets.UTF_8));
      } catch (IOException otherForm) {
        continue;
      }
    }
    return Optional.empty();
  }
}
