package dev.ferry.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.port.Tree;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestCodecTest {
  private static final int FOLDER = 1;
  private static final int FILE = 2;

  private final ByteBuffer frame = ByteBuffer.allocate(Wire.FRAME);

  private Tree read(FolderLimits limits) throws CopyException {
    Tree tree = new Tree();
    ManifestCodec.read(frame.flip(), tree, limits);
    return tree;
  }

  private ManifestCodecTest folder(int parent, String name) {
    frame.put((byte) FOLDER).putInt(parent);
    return name(name);
  }

  private ManifestCodecTest name(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    frame.putShort((short) bytes.length).put(bytes);
    return this;
  }

  private ManifestCodecTest file(int kind, int home, String name, long size) {
    frame.put((byte) kind).putInt(home);
    name(name);
    frame.putLong(size);
    return this;
  }

  private void assertRefused(String why) {
    assertRefused(FolderLimits.standard(), why);
  }

  private void assertRefused(FolderLimits limits, String why) {
    assertThatThrownBy(() -> read(limits))
        .isInstanceOfSatisfying(CopyException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PEER))
        .hasMessageContaining(why);
  }

  @Test
  void comesBackAsItWas() throws Exception {
    Tree tree = new Tree();
    Instant then = Instant.parse("1969-12-31T23:59:59.999999999Z");
    int a = tree.addFolder(Tree.ROOT, "a b");
    int c = tree.addFolder(a, "ç");
    tree.addFile(Tree.ROOT, "x\\y", 6L << 30, Optional.of(then), false);
    tree.addFile(c, "\uD83D\uDE00", 0, Optional.empty(), true);
    ManifestCodec.writeFolder(tree, a, frame);
    ManifestCodec.writeFolder(tree, c, frame);
    ManifestCodec.writeFile(tree, 0, frame);
    ManifestCodec.writeFile(tree, 1, frame);

    Tree read = read(FolderLimits.standard());
    assertThat(read.folders()).isEqualTo(3);
    assertThat(read.folderPath(c)).isEqualTo("a b/ç");
    assertThat(read.path(0)).isEqualTo("x\\y");
    assertThat(read.path(1)).isEqualTo("a b/ç/\uD83D\uDE00");
    assertThat(read.size(0)).isEqualTo(6L << 30);
    assertThat(read.modified(0)).contains(then);
    assertThat(read.modified(1)).isEmpty();
    assertThat(read.executable(0)).isFalse();
    assertThat(read.executable(1)).isTrue();
    assertThat(read.bytes()).isEqualTo(6L << 30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "/etc/passwd", "../x", "a\u0000b"})
  void refusesWhatIsNoComponent(String name) {
    file(FILE, 0, name, 1).assertRefused("a name that no file can have");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b"})
  void refusesWhatIsNoComponentForFoldersToo(String name) {
    folder(0, name).assertRefused("a name that no file can have");
  }

  @Test
  void refusesANameThatIsTooLongOrNoText() {
    file(FILE, 0, "n".repeat(FolderLimits.NAME + 1), 1).assertRefused("too long");
    frame.clear().put((byte) FILE).putInt(0).putShort((short) 2).put((byte) 0xC3).put((byte) 0x28);
    frame.putLong(1);
    assertRefused("no text");
  }

  @Test
  void refusesSizesThatLie() {
    file(FILE, 0, "a", -1).assertRefused("a size below zero");
    frame.clear();
    file(FILE, 0, "a", Long.MAX_VALUE).assertRefused("more than");
    frame.clear();
    file(FILE, 0, "a", 1L << 60).file(FILE, 0, "b", 1).assertRefused("more than");
  }

  @Test
  void refusesFoldersThatAreNotThere() {
    file(FILE, 1, "a", 1).assertRefused("a folder that it does not have");
    frame.clear();
    file(FILE, -1, "a", 1).assertRefused("a folder that it does not have");
    frame.clear();
    folder(1, "a").assertRefused("a folder that it does not have");
  }

  @Test
  void refusesEntriesOutOfOrder() {
    folder(0, "a").folder(1, "b").folder(0, "c").assertRefused("out of order");
    frame.clear();
    folder(0, "a").file(FILE, 1, "x", 1).file(FILE, 0, "y", 1).assertRefused("out of order");
    frame.clear();
    file(FILE, 0, "x", 1).folder(0, "a").assertRefused("out of order");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5, 9, 16, 18, 66, 127, 200})
  void refusesUnknownKinds(int kind) {
    file(kind, 0, "a", 1).assertRefused("unknown kind");
  }

  @Test
  void refusesAnEntryThatIsCut() {
    file(FILE, 0, "a", 1);
    frame.position(frame.position() - 3);
    assertRefused("a broken entry");
  }

  @Test
  void refusesMoreThanItsLimits() {
    FolderLimits small = new FolderLimits(2, 2, 2, 20);
    file(FILE, 0, "a", 1).file(FILE, 0, "b", 1).file(FILE, 0, "c", 1);
    assertRefused(small, "more than 2 files");
    frame.clear();
    folder(0, "a").folder(0, "b").folder(0, "c").assertRefused(small, "more than 2 folders");
    frame.clear();
    folder(0, "a").folder(1, "b").folder(2, "c");
    assertRefused(new FolderLimits(9, 9, 2, 99), "in one another");
    frame.clear();
    file(FILE, 0, "n".repeat(21), 1).assertRefused(small, "names of more than 20 bytes");
  }

  @Test
  void noiseIsRefusedAndNeverThrowsAnythingElse() {
    Random random = new Random(11);
    for (int round = 0; round < 2000; round++) {
      byte[] noise = new byte[random.nextInt(200) + 1];
      random.nextBytes(noise);
      noise[0] = (byte) (random.nextBoolean() ? FOLDER : FILE);
      try {
        ManifestCodec.read(ByteBuffer.wrap(noise), new Tree(), FolderLimits.standard());
      } catch (CopyException refused) {
        assertThat(refused.kind()).isEqualTo(Kind.PEER);
      }
    }
  }
}
