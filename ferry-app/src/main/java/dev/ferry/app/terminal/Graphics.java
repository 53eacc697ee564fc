package dev.ferry.app.terminal;

import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a terminal draws pictures, as far as its environment tells. A picture is always drawn from
 * pixels decoded here: no byte of a peer reaches the terminal.
 */
public enum Graphics {
  /** The protocol of kitty, which Ghostty speaks too. */
  KITTY,
  /** The inline images of iTerm2, which WezTerm shows too. */
  ITERM,
  /** DEC's sixels. */
  SIXEL,
  /** Not at all. */
  NONE;

  /** How the terminal of that environment draws; not at all inside of a multiplexer. */
  public static Graphics of(Map<String, String> environment) {
    String term = environment.getOrDefault("TERM", "").toLowerCase(Locale.ROOT);
    String program = environment.getOrDefault("TERM_PROGRAM", "");
    String inner = environment.getOrDefault("LC_TERMINAL", "");
    if (environment.containsKey("TMUX") || term.startsWith("screen") || term.startsWith("tmux")) {
      return NONE;
    }
    if (term.contains("kitty") || term.contains("ghostty") || program.equals("ghostty")) {
      return KITTY;
    }
    if (program.equals("iTerm.app") || program.equals("WezTerm") || inner.equals("iTerm2")) {
      return ITERM;
    }
    return term.contains("sixel") || term.startsWith("foot") || term.startsWith("mlterm")
        ? SIXEL
        : NONE;
  }

  /** What draws a picture where the cursor is, if this terminal draws any. */
  public Optional<String> draw(BufferedImage image) {
    return switch (this) {
      case KITTY -> Optional.of(KittyDrawing.of(image));
      case ITERM -> Optional.of(ItermDrawing.of(image));
      case SIXEL -> Optional.of(SixelDrawing.of(image));
      case NONE -> Optional.empty();
    };
  }
}
