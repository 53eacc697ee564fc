package dev.ferry.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.folder.FolderLimits;
import dev.ferry.port.FileSource;
import dev.ferry.port.FolderSource;
import dev.ferry.port.Tree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFolderTest {
  private static final Instant THEN = Instant.parse("2019-05-17T10:20:30.123456789Z");

  private final Path place;
  private final Path photos;

  DiskFolderTest(@TempDir Path folder) throws IOException {
    place = folder.toRealPath();
    photos = Files.createDirectory(place.resolve("photos"));
    Files.createDirectories(photos.resolve("2025/summer"));
    Files.createDirectory(photos.resolve("nothing"));
    Files.writeString(photos.resolve("z.txt"), "zz");
    Files.writeString(photos.resolve(".hidden"), "h");
    Files.writeString(photos.resolve("2025/summer/b.txt"), "bbb");
    Files.writeString(photos.resolve("2025/a.txt"), "");
    Files.setLastModifiedTime(photos.resolve("z.txt"), FileTime.from(THEN));
    Files.setPosixFilePermissions(
        photos.resolve("2025/a.txt"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static List<String> files(Tree tree) {
    List<String> files = new ArrayList<>();
    for (int file = 0; file < tree.files(); file++) {
      files.add(tree.path(file));
    }
    return files;
  }

  private static String read(FolderSource.Opened opened, int file) throws Exception {
    ByteBuffer all = ByteBuffer.allocate(100);
    try (FileSource.Reader reader = opened.open(file)) {
      int count = reader.read(all, 0);
      return new String(all.array(), 0, Math.max(0, count), StandardCharsets.UTF_8);
    }
  }

  @Test
  void listsWhatIsInIt() throws Exception {
    DiskFolder folder = DiskFolder.at(photos);
    Tree tree = folder.tree();
    assertThat(folder.name()).isEqualTo("photos");
    assertThat(files(tree)).containsExactly(".hidden", "z.txt", "2025/a.txt", "2025/summer/b.txt");
    assertThat(tree.folders()).isEqualTo(4);
    assertThat(tree.bytes()).isEqualTo(6);
    assertThat(tree.modified(1)).contains(THEN);
    assertThat(tree.executable(2)).isTrue();
    assertThat(tree.executable(1)).isFalse();
    assertThat(folder.leftOut()).isEmpty();
  }

  @Test
  void readsItsFiles() throws Exception {
    try (FolderSource.Opened opened = DiskFolder.at(photos).open()) {
      assertThat(read(opened, 1)).isEqualTo("zz");
      assertThat(read(opened, 3)).isEqualTo("bbb");
      assertThat(read(opened, 0)).isEqualTo("h");
      assertThat(read(opened, 2)).isEmpty();
    }
  }

  @Test
  void leavesOutLinksAndWhatIsNoFile() throws Exception {
    Path secret = Files.createDirectory(place.resolve("secret"));
    Files.writeString(secret.resolve("key"), "secret");
    Files.createSymbolicLink(photos.resolve("to a folder"), secret);
    Files.createSymbolicLink(photos.resolve("2025/to a file"), secret.resolve("key"));
    Files.createSymbolicLink(photos.resolve("up"), Path.of(".."));
    DiskFolder folder = DiskFolder.at(photos);
    assertThat(files(folder.tree())).hasSize(4);
    assertThat(folder.leftOut())
        .containsExactly(
            "to a folder is a symbolic link",
            "up is a symbolic link",
            "2025/to a file is a symbolic link");
  }

  @Test
  void followsNoLinkThatTookAPlaceSinceItWasListed() throws Exception {
    Path secret = Files.createDirectory(place.resolve("secret"));
    Files.writeString(secret.resolve("a.txt"), "");
    Files.createDirectory(secret.resolve("summer"));
    Files.writeString(secret.resolve("summer/b.txt"), "bad");
    DiskFolder folder = DiskFolder.at(photos);
    Files.move(photos.resolve("2025"), place.resolve("moved"));
    Files.createSymbolicLink(photos.resolve("2025"), secret);
    Files.delete(photos.resolve("z.txt"));
    Files.createSymbolicLink(photos.resolve("z.txt"), secret.resolve("summer/b.txt"));
    try (FolderSource.Opened opened = folder.open()) {
      assertThatThrownBy(() -> read(opened, 3)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> read(opened, 1)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aFileThatWasChangedIsNotSent() throws Exception {
    DiskFolder folder = DiskFolder.at(photos);
    Files.writeString(photos.resolve("z.txt"), "yy");
    try (FolderSource.Opened opened = folder.open()) {
      assertThatThrownBy(() -> opened.open(1)).hasMessageContaining("written to since");
    }
  }

  @Test
  void theFolderItselfMayBeNamedThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(place.resolve("link"), photos);
    DiskFolder folder = DiskFolder.at(link);
    assertThat(folder.name()).isEqualTo("link");
    assertThat(files(folder.tree())).hasSize(4);
  }

  @Test
  void saysWhatIsWrongWithAPath() {
    assertThatThrownBy(() -> DiskFolder.at(place.resolve("none")))
        .hasMessageContaining("there is no folder");
    assertThatThrownBy(() -> DiskFolder.at(photos.resolve("z.txt")))
        .hasMessageContaining("is no folder");
    assertThatThrownBy(() -> DiskFolder.at(Path.of("/"))).hasMessageContaining("has no name");
  }

  @Test
  void refusesMoreThanCanBeSent() {
    TreeWalk walk = new TreeWalk(photos, new FolderLimits(3, 9, 9, 999));
    assertThatThrownBy(walk::walk).hasMessageContaining("more than 3 files");
  }

  @Test
  void foldersInOneAnotherWithoutEndAreRefused() throws Exception {
    Path deep = Files.createDirectory(place.resolve("deep"));
    Path at = deep;
    for (int i = 0; i < 150; i++) {
      at = Files.createDirectory(at.resolve("d"));
    }
    assertThatThrownBy(() -> DiskFolder.at(deep)).hasMessageContaining("in one another");
  }
}
