package dev.ferry.io.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes pictures within bounds: the size that the header states is looked at first, and of a
 * large picture only every so many pixels become memory.
 *
 * @param mostPixels of the picture as it is stored
 * @param enough pixels of the longer side that are wanted; at most twice as many are decoded
 */
record Decoder(long mostPixels, int enough) {
  private static final System.Logger LOG = System.getLogger(Decoder.class.getName());

  /** The formats of the platform's own readers that are met in the wild. */
  private static final Set<String> FORMATS = Set.of("jpeg", "png", "gif", "bmp");

  /**
   * Decodes the first picture.
   *
   * @return empty when there is none, when it is too large, or when it is damaged
   */
  Optional<BufferedImage> decode(ImageInputStream in) {
    Optional<ImageReader> reader = reader(in);
    try {
      return reader.isEmpty() ? Optional.empty() : read(reader.get(), in);
      // The readers throw exceptions of all kinds for damaged pictures.
    } catch (IOException | RuntimeException damaged) {
      LOG.log(System.Logger.Level.DEBUG, "not decoded", damaged);
      return Optional.empty();
    } finally {
      reader.ifPresent(ImageReader::dispose);
    }
  }

  private static Optional<ImageReader> reader(ImageInputStream in) {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      for (String format : reader.getOriginatingProvider().getFormatNames()) {
        if (FORMATS.contains(format)) {
          return Optional.of(reader);
        }
      }
      reader.dispose();
    }
    return Optional.empty();
  }

  private Optional<BufferedImage> read(ImageReader reader, ImageInputStream in) throws IOException {
    reader.setInput(in, true, true);
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width < 1 || height < 1 || (long) width * height > mostPixels) {
      return Optional.empty();
    }
    int step = Math.max(1, Math.max(width, height) / (2 * enough));
    ImageReadParam some = reader.getDefaultReadParam();
    some.setSourceSubsampling(step, step, 0, 0);
    return Optional.of(reader.read(0, some));
  }
}
