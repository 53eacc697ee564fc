package dev.ferry.app.terminal;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.util.Map;

/** A QR code as lines of text, two rows of it in each, light on dark as most terminals are. */
public final class QrDrawing {
  private static final int MARGIN = 2;

  private QrDrawing() {}

  /** Draws a text of at most some two thousand characters. */
  public static String of(String text) {
    try {
      BitMatrix code =
          new QRCodeWriter()
              .encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, MARGIN));
      StringBuilder drawing = new StringBuilder();
      for (int y = 0; y < code.getHeight(); y += 2) {
        for (int x = 0; x < code.getWidth(); x++) {
          boolean upper = !code.get(x, y);
          boolean lower = y + 1 < code.getHeight() && !code.get(x, y + 1);
          drawing.append(upper ? (lower ? '█' : '▀') : lower ? '▄' : ' ');
        }
        drawing.append('\n');
      }
      return drawing.toString();
    } catch (WriterException e) {
      throw new IllegalArgumentException("too long for a code: " + text.length(), e);
    }
  }
}
