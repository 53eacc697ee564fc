package dev.ferry.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphicsTest {
  private static final int RED = 0xFF0000;
  private static final int BLUE = 0x0000FF;

  @ParameterizedTest
  @CsvSource({
    "TERM=xterm-kitty, KITTY",
    "TERM=xterm-ghostty, KITTY",
    "TERM=xterm-256color TERM_PROGRAM=iTerm.app, ITERM",
    "TERM=xterm-256color TERM_PROGRAM=WezTerm, ITERM",
    "TERM=xterm-256color LC_TERMINAL=iTerm2, ITERM",
    "TERM=foot, SIXEL",
    "TERM=mlterm, SIXEL",
    "TERM=xterm-sixel, SIXEL",
    "TERM=xterm-256color, NONE",
    "TERM=dumb, NONE",
    "X=y, NONE",
    "TERM=xterm-kitty TMUX=/run/tmux, NONE",
    "TERM=tmux-256color TERM_PROGRAM=iTerm.app, NONE",
    "TERM=screen.xterm-kitty, NONE",
  })
  void knowsTerminalsByTheirEnvironment(String environment, Graphics graphics) {
    Map<String, String> variables = new HashMap<>();
    for (String setting : environment.split(" ")) {
      variables.put(setting.split("=")[0], setting.split("=")[1]);
    }
    assertThat(Graphics.of(variables)).isEqualTo(graphics);
  }

  /** Red above, blue below. */
  private static BufferedImage image(int width, int height) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, y < height / 2 ? RED : BLUE);
      }
    }
    return image;
  }

  @Test
  void kittyGetsRawPixelsInPieces() {
    String drawing = Graphics.KITTY.draw(image(60, 60)).orElseThrow();
    String[] pieces = drawing.split("\u001b\\\\");
    assertThat(pieces).hasSize(4);
    assertThat(pieces[0]).startsWith("\u001b_Ga=T,q=2,f=24,s=60,v=60,m=1;");
    assertThat(pieces[1]).startsWith("\u001b_Gm=1;");
    assertThat(pieces[3]).startsWith("\u001b_Gm=0;");
    StringBuilder data = new StringBuilder();
    for (String piece : pieces) {
      data.append(piece.substring(piece.indexOf(';') + 1));
    }
    byte[] rgb = Base64.getDecoder().decode(data.toString());
    assertThat(rgb).hasSize(60 * 60 * 3);
    assertThat(rgb).startsWith(0xFF, 0, 0).endsWith(0, 0, 0xFF);
  }

  @Test
  void itermGetsAPictureThatWasWrittenHere() throws IOException {
    String drawing = Graphics.ITERM.draw(image(8, 4)).orElseThrow();
    assertThat(drawing)
        .startsWith("\u001b]1337;File=inline=1;size=")
        .contains(";width=8px;height=4px:")
        .endsWith("\u0007");
    String data = drawing.substring(drawing.indexOf(':') + 1, drawing.length() - 1);
    BufferedImage back = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data)));
    assertThat(back.getRGB(0, 0) & 0xFFFFFF).isEqualTo(RED);
    assertThat(back.getRGB(7, 3) & 0xFFFFFF).isEqualTo(BLUE);
  }

  @Test
  void sixelsAreDrawnInBandsOfSixRows() {
    String drawing = Graphics.SIXEL.draw(image(3, 12)).orElseThrow();
    assertThat(drawing)
        .startsWith("\u001bP0;1q\"1;1;3;12")
        .contains("#180;2;100;0;0")
        .contains("#5;2;0;0;100")
        .endsWith("#180~~~$-#5~~~$-\u001b\\");
    assertThat(Graphics.SIXEL.draw(image(2, 2)).orElseThrow()).endsWith("#5AA$#180@@$-\u001b\\");
  }

  @Test
  void otherTerminalsGetNothing() {
    assertThat(Graphics.NONE.draw(image(2, 2))).isEmpty();
  }
}
