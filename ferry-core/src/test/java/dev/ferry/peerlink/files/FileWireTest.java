package dev.ferry.peerlink.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.FileOffer;
import dev.ferry.FolderSummary;
import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.negotiation.Portion;
import dev.ferry.negotiation.Request.Kind;
import dev.ferry.negotiation.Request.Wanted;
import dev.ferry.peerlink.files.FileMessage.AskPicture;
import dev.ferry.peerlink.files.FileMessage.End;
import dev.ferry.peerlink.files.FileMessage.Nonsense;
import dev.ferry.peerlink.files.FileMessage.Offer;
import dev.ferry.peerlink.files.FileMessage.Received;
import dev.ferry.peerlink.files.FileMessage.Shown;
import dev.ferry.peerlink.files.FileMessage.Sums;
import dev.ferry.peerlink.files.FileMessage.Unknown;
import dev.ferry.peerlink.files.FileMessage.Want;
import dev.ferry.peerlink.files.FileMessage.Yes;
import dev.ferry.port.Picture;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of transfers as they lie on the wire. */
class FileWireTest {
  private static final Hashes DIGEST = Hashes.of(Hashes.SHA_256, "ab".repeat(32));

  private static Offer offer(FileOffer file, Optional<String> words) {
    var able = new Portion.Abilities(true, true, Duration.ofHours(1));
    return new Offer(file, able, Optional.of("0123"), words, true);
  }

  private static FileOffer song(Optional<Instant> modified) {
    return new FileOffer("söng.ogg", 1L << 40, Optional.of("audio/ogg"), DIGEST, modified);
  }

  private static FolderSummary photos() {
    return new FolderSummary(5, 2, 1, List.of("a", "b/c"), List.of(".hidden"));
  }

  static Stream<FileMessage> all() {
    return Stream.of(
        offer(song(Optional.of(Instant.parse("1969-03-04T05:06:07.123456789Z"))), Optional.empty()),
        offer(song(Optional.empty()), Optional.of("look\nhere")),
        offer(FileOffer.ofFolder("photos", 77, photos()), Optional.empty()),
        new Offer(
            new FileOffer("", 0, Optional.empty(), Hashes.none(), Optional.empty()),
            Portion.Abilities.NONE,
            Optional.empty(),
            Optional.empty(),
            false),
        new Want(
            new Wanted(
                Kind.FOLDER,
                Optional.of("x"),
                Optional.of("y"),
                OptionalLong.of(Long.MAX_VALUE),
                DIGEST)),
        new Want(
            new Wanted(
                Kind.FILE,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Hashes.none())),
        new Yes(Portion.WHOLE),
        new Yes(
            new Portion(
                new ByteRange(Long.MAX_VALUE - 5, OptionalLong.of(5), Hashes.none()),
                OptionalInt.of(1 << 20))),
        new AskPicture(),
        new Shown(new Picture("image/png", 128, 96, new byte[FileWire.LARGEST_PICTURE])),
        new Sums(DIGEST.and(Hashes.of("sha-256-tree", "00"))),
        new Received(Hashes.none()),
        new End(EndCode.NOT_AVAILABLE, "no such file"),
        new End(EndCode.COMPLETED, ""));
  }

  @ParameterizedTest
  @MethodSource("all")
  void readsWhatItWrites(FileMessage message) {
    byte[] packed = FileWire.encode(message);
    assertThat(FileWire.decode(packed)).isEqualTo(message);
    assertThat(packed.length).isLessThanOrEqualTo(FileWire.LARGEST);
  }

  @Test
  void isWrittenAsSpecified() {
    assertThat(hex(new AskPicture())).isEqualTo("92" + "a46c6f6f6b" + "80");
    assertThat(hex(new Yes(new Portion(ByteRange.from(300), OptionalInt.of(65536)))))
        .isEqualTo("92" + "a3796573" + "82" + "a66f6666736574cd012c" + "a56368756e6bce00010000");
    assertThat(hex(new End(EndCode.DECLINED, "no")))
        .isEqualTo(
            "92" + "a3656e64" + "82" + "a4636f6465a86465636c696e6564" + "a5776f726473a26e6f");
    assertThat(hex(new Sums(Hashes.of("sha-256", "0f"))))
        .isEqualTo("92" + "a473756d73" + "81" + "a6686173686573" + "81" + "a77368612d323536a23066");
  }

  private static String hex(FileMessage message) {
    return HexFormat.of().formatHex(FileWire.encode(message));
  }

  @Test
  void whatIsNewIsSkipped() {
    byte[] kind = new PackWriter().array(2).text("wave").map(0).toByteArray();
    assertThat(FileWire.decode(kind)).isEqualTo(new Unknown());
    byte[] key =
        new PackWriter()
            .array(2)
            .text("yes")
            .map(2)
            .text("hurry")
            .array(1)
            .bool(true)
            .text("offset")
            .unsigned(3)
            .toByteArray();
    assertThat(FileWire.decode(key)).isEqualTo(new Yes(Portion.of(ByteRange.from(3))));
    byte[] code =
        new PackWriter().array(2).text("end").map(1).text("code").text("bored").toByteArray();
    assertThat(FileWire.decode(code)).isEqualTo(new End(EndCode.FAULT, ""));
  }

  private static PackWriter begun(String kind, String key) {
    return new PackWriter().array(2).text(kind).map(1).text(key);
  }

  static Stream<byte[]> nonsense() {
    PackWriter digests = begun("sums", "hashes").map(17);
    for (int i = 0; i < 17; i++) {
      digests.text("sha-" + i).text("00");
    }
    PackWriter names = begun("offer", "folder").map(1).text("first").array(33);
    for (int i = 0; i < 33; i++) {
      names.text("x");
    }
    return Stream.of(
            new PackWriter(),
            new PackWriter().text("offer"),
            new PackWriter().array(1).text("end"),
            new PackWriter().array(2).text("offer").map(0),
            begun("offer", "size").text("12"),
            begun("offer", "size").unsigned(-1),
            begun("offer", "name").text("x".repeat(4097)),
            begun("offer", "words").text("x".repeat(16_385)),
            begun("yes", "offset").unsigned(Long.MIN_VALUE),
            begun("yes", "chunk").unsigned(1L << 40),
            new PackWriter()
                .array(2)
                .text("yes")
                .map(2)
                .text("offset")
                .unsigned(Long.MAX_VALUE)
                .text("length")
                .unsigned(1),
            begun("sums", "hashes").map(1).text("sha-256").text("no digits"),
            begun("sums", "hashes").map(1).text("SHA 256").text("00"),
            begun("picture", "width").unsigned(70_000),
            digests,
            names)
        .map(PackWriter::toByteArray);
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void nonsenseIsKnownAsSuch(byte[] packed) {
    assertThat(FileWire.decode(packed)).isEqualTo(new Nonsense());
  }

  @Test
  void whatIsSpoiltNeverThrows() {
    Random dice = new Random(5);
    for (FileMessage message : all().toList()) {
      byte[] packed = FileWire.encode(message);
      for (int round = 0; round < 300; round++) {
        byte[] spoilt = Arrays.copyOf(packed, dice.nextInt(Math.min(packed.length, 400)) + 1);
        for (int flips = dice.nextInt(4); flips >= 0; flips--) {
          spoilt[dice.nextInt(spoilt.length)] = (byte) dice.nextInt();
        }
        FileMessage read = FileWire.decode(spoilt);
        assertThat(FileWire.decode(FileWire.encode(read))).isNotNull();
      }
    }
  }

  @Test
  void longWordsAreCutBySenders() {
    Offer offer = offer(song(Optional.empty()), Optional.of("é".repeat(20_000)));
    byte[] packed = FileWire.encode(offer);
    assertThat(packed.length).isLessThan(FileWire.LARGEST);
    assertThat(((Offer) FileWire.decode(packed)).words().orElseThrow()).hasSize(16_384);
  }
}
