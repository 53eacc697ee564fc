package dev.ferry.io.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.io.file.DiskFile;
import dev.ferry.port.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallPicturesTest {
  @TempDir Path folder;

  /** Red on the left half, blue on the right. */
  private static BufferedImage halves(int width, int height) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.RED);
    pen.fillRect(0, 0, width / 2, height);
    pen.setColor(Color.BLUE);
    pen.fillRect(width / 2, 0, width - width / 2, height);
    pen.dispose();
    return image;
  }

  private Path write(BufferedImage image, String format) throws IOException {
    Path file = folder.resolve("picture." + format);
    ImageIO.write(image, format, file.toFile());
    return file;
  }

  private static Color at(BufferedImage image, double x, double y) {
    return new Color(
        image.getRGB((int) (x * (image.getWidth() - 1)), (int) (y * (image.getHeight() - 1))));
  }

  private static boolean isRed(Color color) {
    return color.getRed() > 150 && color.getBlue() < 100;
  }

  private static BufferedImage pixels(Picture picture) {
    return SmallPictures.decode(picture, SmallPictures.SIDE).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "1600, 1200, 128, 96",
    "300, 3000, 13, 128",
    "100, 50, 100, 50",
    "1, 1, 1, 1",
    "20000, 10, 128, 1",
  })
  void fitsIntoASmallSquareAndKeepsItsShape(int width, int height, int small, int low)
      throws IOException {
    Picture picture = SmallPictures.of(write(halves(width, height), "png")).orElseThrow();
    assertThat(picture.mediaType()).isEqualTo("image/jpeg");
    assertThat(picture.width()).isEqualTo(small);
    assertThat(picture.height()).isBetween(low - 1, low + 1);
    assertThat(picture.bytes().length).isLessThanOrEqualTo(8192);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void showsWhatTheFileShows(String format) throws IOException {
    BufferedImage small = pixels(SmallPictures.of(write(halves(900, 600), format)).orElseThrow());
    assertThat(isRed(at(small, 0.2, 0.5))).isTrue();
    assertThat(isRed(at(small, 0.8, 0.5))).isFalse();
  }

  @Test
  void noiseFitsTooIfLessSharp() throws IOException {
    var noise = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(3);
    for (int i = 0; i < 256 * 256; i++) {
      noise.setRGB(i % 256, i / 256, random.nextInt());
    }
    Picture picture = SmallPictures.of(write(noise, "png")).orElseThrow();
    assertThat(picture.bytes().length).isLessThanOrEqualTo(8192);
  }

  /** Where red, stored on the left, is to be seen: by the numbers of Exif. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.1, 0.5", "2, 0.9, 0.5", "3, 0.9, 0.5", "4, 0.1, 0.5",
    "5, 0.5, 0.1", "6, 0.5, 0.1", "7, 0.5, 0.9", "8, 0.5, 0.9",
  })
  void isUprightHoweverTheCameraWasHeld(int code, double x, double y) throws IOException {
    Path file = folder.resolve("held.jpg");
    Files.write(file, held(code));
    BufferedImage small = pixels(SmallPictures.of(file).orElseThrow());
    assertThat(small.getWidth() > small.getHeight()).isEqualTo(code < 5);
    assertThat(isRed(at(small, x, y))).isTrue();
    assertThat(isRed(at(small, 1 - x, 1 - y))).isFalse();
  }

  /** A picture in JPEG with an Exif segment that has nothing but the orientation. */
  private static byte[] held(int code) throws IOException {
    var plain = new ByteArrayOutputStream();
    ImageIO.write(halves(400, 200), "jpeg", plain);
    byte[] jpeg = plain.toByteArray();
    ByteBuffer exif = ByteBuffer.allocate(36);
    exif.putShort((short) 0xFFE1).putShort((short) 34).put("Exif\0\0".getBytes("US-ASCII"));
    exif.put("MM\0*".getBytes("US-ASCII")).putInt(8).putShort((short) 1);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) code);
    exif.putShort((short) 0).putInt(0);
    return ByteBuffer.allocate(jpeg.length + 36)
        .put(jpeg, 0, 2)
        .put(exif.array())
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  @Test
  void anOrientationThatIsOddOrCutOffCountsAsUpright() throws IOException {
    byte[] whole = held(6);
    assertThat(Orientation.of(whole)).isEqualTo(new Orientation(6));
    assertThat(Orientation.of(held(9))).isEqualTo(Orientation.UPRIGHT);
    for (int length = 0; length < 34; length++) {
      assertThat(Orientation.of(Arrays.copyOf(whole, length))).isEqualTo(Orientation.UPRIGHT);
    }
  }

  @Test
  void aPictureOfTooManyPixelsIsNotDecoded() throws IOException {
    Path bomb = folder.resolve("bomb.png");
    Files.write(bomb, header(60_000, 60_000));
    assertThat(SmallPictures.of(bomb)).isEmpty();
    assertThat(
            SmallPictures.decode(
                new Picture("image/png", 1, 1, header(2_000, 2_000)), SmallPictures.SIDE))
        .isEmpty();
  }

  /** The start of a PNG of that size, which says nothing of its pixels. */
  private static byte[] header(int width, int height) {
    ByteBuffer chunk = ByteBuffer.allocate(17).put(new byte[] {'I', 'H', 'D', 'R'});
    chunk.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0}).flip();
    CRC32 crc = new CRC32();
    crc.update(chunk.duplicate());
    return ByteBuffer.allocate(33)
        .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
        .putInt(13)
        .put(chunk)
        .putInt((int) crc.getValue())
        .array();
  }

  @Test
  void aFileOfTooManyBytesIsNotLookedAt() throws IOException {
    Path file = write(halves(40, 40), "png");
    assertThat(SmallPictures.of(file)).isPresent();
    try (RandomAccessFile grown = new RandomAccessFile(file.toFile(), "rw")) {
      grown.setLength((64L << 20) + 1);
    }
    assertThat(SmallPictures.of(file)).isEmpty();
  }

  @Test
  void whatIsDamagedShowsNothingAndHarmsNothing() throws IOException {
    for (String format : new String[] {"png", "jpg", "gif", "bmp"}) {
      byte[] whole = Files.readAllBytes(write(halves(60, 40), format));
      Random random = new Random(11);
      for (int round = 0; round < 60; round++) {
        byte[] spoilt = Arrays.copyOf(whole, random.nextInt(whole.length));
        for (int i = 0; i < 3 && spoilt.length > 0; i++) {
          spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
        }
        Path file = folder.resolve("spoilt");
        Files.write(file, spoilt);
        SmallPictures.of(file)
            .ifPresent(p -> assertThat(p.bytes().length).isLessThanOrEqualTo(8192));
      }
    }
  }

  @Test
  void onlyWhatItsNameCallsAPictureIsLookedAt() throws IOException {
    Path picture = write(halves(60, 40), "png");
    Path text = Files.copy(picture, folder.resolve("notes.txt"));
    Path liar = folder.resolve("liar.png");
    Files.writeString(liar, "no picture");
    assertThat(DiskFile.at(picture).thumbnail()).isPresent();
    assertThat(DiskFile.at(text).thumbnail()).isEmpty();
    assertThat(DiskFile.at(liar).thumbnail()).isEmpty();
    Files.delete(picture);
    assertThat(SmallPictures.of(picture)).isEmpty();
  }
}
