package dev.ferry.app.terminal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** A picture as iTerm2 takes it: a PNG written here, in base64. */
final class ItermDrawing {
  private ItermDrawing() {}

  static String of(BufferedImage image) {
    var png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return "\u001b]1337;File=inline=1;size=%d;width=%dpx;height=%dpx:%s\u0007"
        .formatted(
            png.size(),
            image.getWidth(),
            image.getHeight(),
            Base64.getEncoder().encodeToString(png.toByteArray()));
  }
}
