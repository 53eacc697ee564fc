package dev.ferry.peerlink.files;

import dev.ferry.FileOffer;
import dev.ferry.FolderSummary;
import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.negotiation.Group;
import dev.ferry.negotiation.Portion;
import dev.ferry.negotiation.Request.Kind;
import dev.ferry.negotiation.Request.Wanted;
import dev.ferry.peerlink.files.FileMessage.Offer;
import dev.ferry.peerlink.files.FileMessage.Want;
import dev.ferry.stanza.WireTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** How a file or folder is described, where it is offered and where it is asked for. */
final class OfferWire {
  private static final int LONGEST_NAME = 4096;
  private static final int LONGEST_WORDS = 16_384;
  private static final int LONGEST_TYPE = 255;
  private static final int LONGEST_PUBLICATION = 256;
  private static final int MOST_NAMES = 32;
  private static final int LONGEST_SHOWN = 1024;
  private static final long LONGEST_AGAIN = Duration.ofDays(1).toSeconds();

  private OfferWire() {}

  static Fields write(Offer offer) {
    FileOffer file = offer.file();
    Portion.Abilities able = offer.abilities();
    Fields fields =
        new Fields()
            .text("name", FileWire.cut(file.name(), LONGEST_NAME))
            .number("size", file.size())
            .text("type", file.mediaType().filter(t -> t.length() <= LONGEST_TYPE))
            .text("modified", file.modified().map(WireTime::write))
            .hashes("hashes", file.hashes())
            .truth("ranges", able.ranges())
            .truth("chunks", able.chunks())
            .truth("pieces", able.pieces())
            .number("again", Math.min(able.again().toSeconds(), LONGEST_AGAIN))
            .text("publication", offer.publication())
            .text("words", offer.words().map(w -> FileWire.cut(w, LONGEST_WORDS)))
            .truth("picture", offer.pictured());
    file.folder().ifPresent(folder -> fields.map("folder", write(folder)));
    offer.group().ifPresent(group -> fields.map("group", GroupWire.write(group)));
    return fields;
  }

  private static Fields write(FolderSummary folder) {
    return new Fields()
        .number("files", folder.files())
        .number("folders", folder.folders())
        .number("hidden", folder.hidden())
        .texts("first", folder.first())
        .texts("first-hidden", folder.firstHidden());
  }

  static Fields write(Wanted wanted) {
    return new Fields()
        .text("kind", wanted.kind().name().toLowerCase(Locale.ROOT))
        .text("publication", wanted.publication())
        .text("name", wanted.name().map(n -> FileWire.cut(n, LONGEST_NAME)))
        .number("size", wanted.size())
        .hashes("hashes", wanted.hashes())
        .text("group", wanted.claim().map(Group.Claim::group))
        .text("proof", wanted.claim().map(Group.Claim::proof));
  }

  static Offer offer(PackReader reader) throws Malformed {
    String name = "";
    OptionalLong size = OptionalLong.empty();
    Optional<String> type = Optional.empty();
    Optional<Instant> modified = Optional.empty();
    Hashes hashes = Hashes.none();
    boolean ranges = false;
    boolean chunks = false;
    boolean pieces = false;
    long again = 0;
    Optional<String> publication = Optional.empty();
    Optional<String> words = Optional.empty();
    boolean pictured = false;
    Optional<FolderSummary> folder = Optional.empty();
    Optional<Group> group = Optional.empty();
    for (int left = reader.map(); left > 0; left--) {
      switch (reader.key()) {
        case "name" -> name = text(reader, LONGEST_NAME);
        case "size" -> size = OptionalLong.of(reader.unsigned(Long.MAX_VALUE));
        case "type" -> type = Optional.of(text(reader, LONGEST_TYPE));
        case "modified" -> modified = WireTime.read(text(reader, LONGEST_TYPE));
        case "hashes" -> hashes = FileWire.hashes(reader);
        case "ranges" -> ranges = reader.bool();
        case "chunks" -> chunks = reader.bool();
        case "pieces" -> pieces = reader.bool();
        case "again" -> again = Math.min(reader.unsigned(Long.MAX_VALUE), LONGEST_AGAIN);
        case "publication" -> publication = Optional.of(text(reader, LONGEST_PUBLICATION));
        case "words" -> words = Optional.of(text(reader, LONGEST_WORDS));
        case "picture" -> pictured = reader.bool();
        case "folder" -> folder = Optional.of(folder(reader));
        case "group" -> group = Optional.of(GroupWire.read(reader));
        default -> reader.skip();
      }
    }
    if (size.isEmpty()) {
      throw new Malformed("an offer without a size");
    }
    return new Offer(
        new FileOffer(name, size.getAsLong(), type, hashes, modified, folder),
        new Portion.Abilities(ranges, chunks, Duration.ofSeconds(again), ByteRange.WHOLE, pieces),
        publication,
        words.filter(w -> !w.isBlank()),
        pictured,
        group);
  }

  private static FolderSummary folder(PackReader reader) throws Malformed {
    long files = 0;
    long folders = 0;
    long hidden = 0;
    List<String> first = List.of();
    List<String> firstHidden = List.of();
    for (int left = reader.map(); left > 0; left--) {
      switch (reader.key()) {
        case "files" -> files = reader.unsigned(Long.MAX_VALUE);
        case "folders" -> folders = reader.unsigned(Long.MAX_VALUE);
        case "hidden" -> hidden = reader.unsigned(Long.MAX_VALUE);
        case "first" -> first = names(reader);
        case "first-hidden" -> firstHidden = names(reader);
        default -> reader.skip();
      }
    }
    return new FolderSummary(files, folders, hidden, first, firstHidden);
  }

  private static List<String> names(PackReader reader) throws Malformed {
    int count = reader.array();
    if (count > MOST_NAMES) {
      throw new Malformed("too many names");
    }
    List<String> names = new ArrayList<>(count);
    for (int left = count; left > 0; left--) {
      names.add(text(reader, LONGEST_SHOWN));
    }
    return names;
  }

  static Want want(PackReader reader) throws Malformed {
    Kind kind = Kind.EITHER;
    Optional<String> publication = Optional.empty();
    Optional<String> name = Optional.empty();
    OptionalLong size = OptionalLong.empty();
    Hashes hashes = Hashes.none();
    Optional<String> group = Optional.empty();
    Optional<String> proof = Optional.empty();
    for (int left = reader.map(); left > 0; left--) {
      switch (reader.key()) {
        case "kind" -> kind = kind(reader.text());
        case "publication" -> publication = Optional.of(text(reader, LONGEST_PUBLICATION));
        case "name" -> name = Optional.of(text(reader, LONGEST_NAME));
        case "size" -> size = OptionalLong.of(reader.unsigned(Long.MAX_VALUE));
        case "hashes" -> hashes = FileWire.hashes(reader);
        case "group" -> group = Optional.of(text(reader, LONGEST_PUBLICATION));
        case "proof" -> proof = Optional.of(text(reader, LONGEST_PUBLICATION));
        default -> reader.skip();
      }
    }
    String shown = proof.orElse("");
    Optional<Group.Claim> claim = group.map(id -> new Group.Claim(id, shown));
    return new Want(new Wanted(kind, publication, name, size, hashes, claim));
  }

  private static Kind kind(String word) {
    return switch (word) {
      case "file" -> Kind.FILE;
      case "folder" -> Kind.FOLDER;
      default -> Kind.EITHER;
    };
  }

  private static String text(PackReader reader, int longest) throws Malformed {
    String text = reader.text();
    if (text.length() > longest) {
      throw new Malformed("a text that is too long");
    }
    return text;
  }
}
