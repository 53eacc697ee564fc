package dev.ferry.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class QrDrawingTest {
  private static final int SCALE = 8;

  @Test
  void canBeScanned() throws Exception {
    String text = "xmpp:juliet@example.org?omemo-sid-4711=" + "0123456789abcdef".repeat(4);

    List<String> lines = QrDrawing.of(text).lines().toList();

    assertThat(lines).allMatch(line -> line.length() == lines.getFirst().length());
    var seen = new BinaryBitmap(new HybridBinarizer(new Screen(lines)));
    assertThat(new QRCodeReader().decode(seen).getText()).isEqualTo(text);
  }

  /** What a camera sees of the terminal. */
  private static final class Screen extends LuminanceSource {
    private final List<String> lines;

    Screen(List<String> lines) {
      super(lines.getFirst().length() * SCALE, lines.size() * 2 * SCALE);
      this.lines = lines;
    }

    @Override
    public byte[] getRow(int y, byte[] row) {
      byte[] out = new byte[getWidth()];
      Arrays.fill(out, (byte) 0);
      String line = lines.get(y / SCALE / 2);
      boolean upper = y / SCALE % 2 == 0;
      for (int x = 0; x < getWidth(); x++) {
        char c = line.charAt(x / SCALE);
        boolean light = c == '█' || c == (upper ? '▀' : '▄');
        out[x] = (byte) (light ? 255 : 0);
      }
      return out;
    }

    @Override
    public byte[] getMatrix() {
      byte[] all = new byte[getWidth() * getHeight()];
      for (int y = 0; y < getHeight(); y++) {
        System.arraycopy(getRow(y, new byte[0]), 0, all, y * getWidth(), getWidth());
      }
      return all;
    }
  }
}
