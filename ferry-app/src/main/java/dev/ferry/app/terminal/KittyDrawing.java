package dev.ferry.app.terminal;

import java.awt.image.BufferedImage;
import java.util.Base64;

/** A picture as kitty's graphics protocol takes it: raw RGB in pieces of base64. */
final class KittyDrawing {
  private static final int PIECE = 4096;
  private static final String START = "\u001b_G";
  private static final String END = "\u001b\\";

  private KittyDrawing() {}

  static String of(BufferedImage image) {
    String data = Base64.getEncoder().encodeToString(rgb(image));
    StringBuilder drawing = new StringBuilder();
    for (int at = 0; at < data.length(); at += PIECE) {
      int end = Math.min(data.length(), at + PIECE);
      // Told to be quiet, since an answer would be taken for what the user types.
      String first =
          at == 0 ? "a=T,q=2,f=24,s=%d,v=%d,".formatted(image.getWidth(), image.getHeight()) : "";
      drawing.append(START).append(first).append("m=").append(end < data.length() ? 1 : 0);
      drawing.append(';').append(data, at, end).append(END);
    }
    return drawing.toString();
  }

  private static byte[] rgb(BufferedImage image) {
    byte[] bytes = new byte[image.getWidth() * image.getHeight() * 3];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int pixel = image.getRGB(x, y);
        bytes[at++] = (byte) (pixel >> 16);
        bytes[at++] = (byte) (pixel >> 8);
        bytes[at++] = (byte) pixel;
      }
    }
    return bytes;
  }
}
