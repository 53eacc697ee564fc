package dev.ferry.jingle;

import dev.ferry.FolderSummary;
import dev.ferry.content.Hashes;
import dev.ferry.stanza.WireNumber;
import dev.ferry.stanza.Xml;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads and writes the description of a folder, an application of Ferry's own: the name of the
 * folder, the summary of what is in it, and the name of the offer. All else, such as digests that
 * follow, is as with a file.
 */
public final class FolderDescriptionCodec {
  /** The namespace of the application, and its feature in service discovery. */
  public static final String NAMESPACE = "urn:dev:ferry:folder:0";

  private static final int MOST_NAMES = 32;
  private static final int LONGEST_NAME = 1024;

  private FolderDescriptionCodec() {}

  /** As a file that is a folder; its messages later on are those of a file. */
  static Description.File read(Xml description) throws Malformed {
    Xml folder =
        description
            .child("folder")
            .orElseThrow(() -> new Malformed("a description without folder"));
    FolderSummary summary =
        new FolderSummary(
            number(folder, "files"),
            number(folder, "folders"),
            number(folder, "hidden"),
            names(folder, "first"),
            names(folder, "first-hidden"));
    return new Description.File(
        FileDescriptionCodec.NAMESPACE,
        folder.childText("name").filter(name -> !name.isBlank()),
        OptionalLong.of(number(folder, "bytes")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Hashes.none(),
        List.of(Hashes.SHA_256),
        Optional.empty(),
        folder.children().stream().filter(Publication::isOne).toList(),
        Optional.of(FileDescriptionCodec.again(folder))
            .filter(Duration::isPositive)
            .map(again -> new Description.Chunks(OptionalInt.empty(), again)),
        Optional.of(summary));
  }

  private static long number(Xml folder, String what) throws Malformed {
    return folder.attribute(what).map(WireNumber::read).orElse(OptionalLong.empty()).stream()
        .findFirst()
        .orElseThrow(() -> new Malformed("a folder without a number of " + what));
  }

  private static List<String> names(Xml folder, String what) throws Malformed {
    List<String> names = folder.all(what).stream().map(Xml::text).toList();
    if (names.size() > MOST_NAMES || names.stream().anyMatch(n -> n.length() > LONGEST_NAME)) {
      throw new Malformed("a folder with too many or too long names");
    }
    return names;
  }

  static Xml write(Description.File described, FolderSummary summary) {
    Xml folder =
        Xml.of("folder", NAMESPACE)
            .with("files", Long.toString(summary.files()))
            .with("folders", Long.toString(summary.folders()))
            .with("bytes", Long.toString(described.size().orElse(0)))
            .with("hidden", Long.toString(summary.hidden()))
            .with("again", described.chunks().flatMap(FileDescriptionCodec::again))
            .with(text("name", described.name().stream().toList()))
            .with(text("first", summary.first()))
            .with(text("first-hidden", summary.firstHidden()))
            .with(described.unknown());
    return Xml.of("description", NAMESPACE).with(folder);
  }

  private static List<Xml> text(String name, List<String> texts) {
    return texts.stream().map(t -> Xml.of(name, NAMESPACE).withText(t)).toList();
  }
}
