package dev.ferry.node;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.util.Map;

/** QR codes as drawings in SVG: one path of squares, dark on light. */
final class Qr {
  private static final int MARGIN = 4;

  private Qr() {}

  /** Draws a text of at most some two thousand characters. */
  static String svg(String text) throws Refused {
    try {
      BitMatrix code =
          new QRCodeWriter()
              .encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, MARGIN));
      StringBuilder path = new StringBuilder();
      for (int y = 0; y < code.getHeight(); y++) {
        for (int x = 0; x < code.getWidth(); x++) {
          if (code.get(x, y)) {
            path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
          }
        }
      }
      return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">\
      <path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="%s"/></svg>
      """
          .formatted(code.getWidth(), code.getHeight(), code.getWidth(), code.getHeight(), path);
    } catch (WriterException e) {
      throw Refused.senseless("too long for a code", "tell it in another way");
    }
  }
}
