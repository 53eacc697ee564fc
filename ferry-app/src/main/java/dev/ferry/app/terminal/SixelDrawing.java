package dev.ferry.app.terminal;

import java.awt.image.BufferedImage;
import java.util.Set;
import java.util.TreeSet;

/**
 * A picture in sixels: bands of six rows, each drawn once a colour. The colours are those of a cube
 * with six steps a side.
 */
final class SixelDrawing {
  private static final int BAND = 6;
  private static final int STEPS = 6;

  private SixelDrawing() {}

  static String of(BufferedImage image) {
    StringBuilder drawing = new StringBuilder("\u001bP0;1q\"1;1;");
    drawing.append(image.getWidth()).append(';').append(image.getHeight());
    for (int colour = 0; colour < STEPS * STEPS * STEPS; colour++) {
      drawing.append('#').append(colour).append(";2;");
      drawing.append(percent(colour / (STEPS * STEPS))).append(';');
      drawing.append(percent(colour / STEPS % STEPS)).append(';').append(percent(colour % STEPS));
    }
    for (int top = 0; top < image.getHeight(); top += BAND) {
      band(image, top, drawing);
    }
    return drawing.append("\u001b\\").toString();
  }

  private static int percent(int step) {
    return step * 100 / (STEPS - 1);
  }

  private static void band(BufferedImage image, int top, StringBuilder drawing) {
    int rows = Math.min(BAND, image.getHeight() - top);
    Set<Integer> colours = new TreeSet<>();
    for (int i = 0; i < rows * image.getWidth(); i++) {
      colours.add(colour(image, i % image.getWidth(), top + i / image.getWidth()));
    }
    for (int colour : colours) {
      drawing.append('#').append(colour);
      for (int x = 0; x < image.getWidth(); x++) {
        int bits = 0;
        for (int row = 0; row < rows; row++) {
          bits |= colour(image, x, top + row) == colour ? 1 << row : 0;
        }
        drawing.append((char) ('?' + bits));
      }
      drawing.append('$');
    }
    drawing.append('-');
  }

  private static int colour(BufferedImage image, int x, int y) {
    int pixel = image.getRGB(x, y);
    return (step(pixel >> 16) * STEPS + step(pixel >> 8)) * STEPS + step(pixel);
  }

  private static int step(int channel) {
    return ((channel & 0xFF) * (STEPS - 1) + 127) / 255;
  }
}
