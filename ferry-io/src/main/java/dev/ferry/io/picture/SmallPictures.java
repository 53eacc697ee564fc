package dev.ferry.io.picture;

import dev.ferry.port.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes small pictures of files, and decodes those of peers. Any thread may call. */
public final class SmallPictures {
  /** The longer side of what is made here, in pixels. */
  static final int SIDE = 128;

  private static final long LARGEST_FILE = 64L << 20;
  private static final long MOST_PIXELS = 40_000_000;
  private static final long MOST_OF_A_PEER = 1_000_000;
  private static final int HEAD = 64 * 1024;

  /** What XEP-0231 recommends as the most that a bit should have. */
  private static final int ROOM = 8 * 1024;

  private static final float[] QUALITIES = {0.8f, 0.6f, 0.4f, 0.2f};

  private SmallPictures() {}

  /**
   * A small picture of a file, in JPEG and upright.
   *
   * @return empty when the file shows nothing, is too large to look at, or is damaged
   */
  public static Optional<Picture> of(Path file) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        return Optional.empty();
      }
      Optional<BufferedImage> decoded;
      try (var in = new FileImageInputStream(file.toFile())) {
        decoded = new Decoder(MOST_PIXELS, SIDE).decode(in);
      }
      return decoded.isEmpty()
          ? Optional.empty()
          : encoded(small(decoded.get(), Orientation.of(head(file))));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * The pixels of a peer's picture, no larger than {@code side} either way.
   *
   * @return empty when it is damaged, of no usual format, or larger than a small picture may be
   */
  public static Optional<BufferedImage> decode(Picture picture, int side) {
    var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture.bytes()));
    return new Decoder(MOST_OF_A_PEER, side)
        .decode(in)
        .map(image -> fitted(image, Orientation.UPRIGHT, side));
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD);
    }
  }

  private static BufferedImage small(BufferedImage image, Orientation held) {
    return fitted(image, held, SIDE);
  }

  /** Scales down, never up, and turns; what shines through is white behind. */
  private static BufferedImage fitted(BufferedImage image, Orientation held, int side) {
    double scale = Math.min(1, (double) side / Math.max(image.getWidth(), image.getHeight()));
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    var result =
        new BufferedImage(
            held.turned() ? height : width,
            held.turned() ? width : height,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = result.createGraphics();
    try {
      pen.setColor(Color.WHITE);
      pen.fillRect(0, 0, result.getWidth(), result.getHeight());
      pen.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      AffineTransform upright = held.upright(width, height);
      upright.scale((double) width / image.getWidth(), (double) height / image.getHeight());
      pen.drawImage(image, upright, null);
    } finally {
      pen.dispose();
    }
    return result;
  }

  private static Optional<Picture> encoded(BufferedImage image) throws IOException {
    for (float quality : QUALITIES) {
      byte[] bytes = jpeg(image, quality);
      if (bytes.length <= ROOM) {
        return Optional.of(new Picture("image/jpeg", image.getWidth(), image.getHeight(), bytes));
      }
    }
    return Optional.empty();
  }

  private static byte[] jpeg(BufferedImage image, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
