package dev.ferry.app.run;

import dev.ferry.FileOffer;
import dev.ferry.IncomingOffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is taken without a question, as users say it. */
public final class Accepting {
  private static final long LARGEST_PICTURE = 20_000_000;
  private static final Map<String, List<String>> PICTURES =
      Map.of(
          "image/jpeg", List.of(".jpg", ".jpeg"),
          "image/png", List.of(".png"),
          "image/gif", List.of(".gif"),
          "image/webp", List.of(".webp"),
          "image/avif", List.of(".avif"),
          "image/heic", List.of(".heic"));

  private Accepting() {}

  /** Who decides. */
  public enum Rule {
    ask,
    pictures,
    contacts,
    all
  }

  /**
   * Whether what is offered is a picture: both what the sender calls it and its name must say so; a
   * drawing in SVG is a program.
   */
  public static boolean isPicture(IncomingOffer offer) {
    FileOffer file = offer.transfer().file();
    String name = offer.safeName().toLowerCase(Locale.ROOT);
    return file.size() < LARGEST_PICTURE
        && file.folder().isEmpty()
        && file.mediaType()
            .map(type -> PICTURES.getOrDefault(type, List.of()))
            .filter(endings -> endings.stream().anyMatch(name::endsWith))
            .isPresent();
  }
}
