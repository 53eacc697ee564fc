package dev.ferry.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.VaultException;
import dev.ferry.port.VaultException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DirectoryVaultTest {
  @TempDir Path folder;
  private Path in;
  private DirectoryVault vault;

  @BeforeEach
  void open() throws Exception {
    in = folder.resolve("in");
    vault = DirectoryVault.in(in, new SystemRandomness());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "/etc/x",
        "a\\b",
        "..\\x",
        "a\0b",
        "x.ferry-part",
        "x.ferry-record"
      })
  void refusesNamesThatCouldLeaveTheFolderOrPassForOurOwn(String name) throws Exception {
    assertKind(Kind.UNSAFE, () -> vault.begin(name, 1, ""));
    assertThat(everything()).isEmpty();
  }

  @Test
  void refusesASizeBelowZero() {
    assertKind(Kind.UNSAFE, () -> vault.check(-1));
    assertKind(Kind.UNSAFE, () -> vault.begin("a", Long.MIN_VALUE, ""));
  }

  @Test
  void aLinkUnderTheFinalNameIsNeitherFollowedNorReplaced() throws Exception {
    Path outside = Files.writeString(folder.resolve("outside"), "precious");
    Files.createSymbolicLink(in.resolve("a"), outside);
    Files.createSymbolicLink(in.resolve("a (2)"), folder.resolve("not there yet"));
    StoredFile stored = store("a");
    assertThat(stored.name()).isEqualTo("a (3)");
    assertThat(Files.readString(outside)).isEqualTo("precious");
    assertThat(folder.resolve("not there yet")).doesNotExist();
    assertThat(Files.isSymbolicLink(in.resolve("a"))).isTrue();
  }

  @Test
  void aFolderThatWasReplacedByALinkIsRefused() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.move(in, folder.resolve("moved"));
    Files.createSymbolicLink(in, elsewhere);
    assertThatThrownBy(() -> vault.begin("a", 1, ""))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("replaced by a link");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aFolderReplacedWhileAFileComesInLeavesTheOtherAlone() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    try (PartialFile file = vault.begin("a", 1, "")) {
      Files.move(in, folder.resolve("moved"));
      Files.createSymbolicLink(in, elsewhere);
      file.write(ByteBuffer.wrap(new byte[] {1}));
      file.publish(Optional.empty());
    } catch (VaultException refused) {
      assertThat(refused).hasMessageContaining(in.toString());
    }
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void theUserMayNameTheFolderThroughALink() throws Exception {
    Path alias = Files.createSymbolicLink(folder.resolve("alias"), in);
    StoredFile stored = storeIn(DirectoryVault.in(alias, new SystemRandomness()), "a");
    assertThat(stored.path()).isEqualTo(in.toRealPath().resolve("a").toString());
  }

  @Test
  void onlyTheOwnerReadsAPartialFileAndNobodyRunsAFinishedOne() throws Exception {
    try (PartialFile file = vault.begin("a.sh", 1, "")) {
      file.write(ByteBuffer.wrap(new byte[] {1}));
      for (String name : everything()) {
        assertThat(permissions(name)).isEqualTo("rw-------");
      }
      file.publish(Optional.empty());
    }
    Path usual = Files.createFile(folder.resolve("usual"));
    assertThat(permissions("a.sh"))
        .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(usual)))
        .doesNotContain("x");
  }

  @Test
  void discardingLeavesAloneWhatHasTakenTheName() throws Exception {
    PartialFile file = vault.begin("a", 1, "");
    String part =
        everything().stream().filter(n -> n.endsWith(".ferry-part")).findFirst().orElseThrow();
    Files.delete(in.resolve(part));
    Files.writeString(in.resolve(part), "somebody else's");
    file.discard();
    assertThat(everything()).containsExactly(part);
    assertThat(Files.readString(in.resolve(part))).isEqualTo("somebody else's");
  }

  @Test
  void moreOrFewerBytesThanAnnouncedAreNotPublished() throws Exception {
    try (PartialFile file = vault.begin("a", 3, "")) {
      assertKind(Kind.UNSAFE, () -> file.write(ByteBuffer.allocate(4)));
      file.write(ByteBuffer.allocate(2));
      assertKind(Kind.FAILED, () -> file.publish(Optional.empty()));
      file.discard();
    }
    assertThat(everything()).isEmpty();
  }

  @Test
  void roomPromisedToOneFileIsNotPromisedToAnother() throws Exception {
    long room = Files.getFileStore(in).getUsableSpace();
    long most = room / 4 * 3;
    try (PartialFile file = vault.begin("big", most, "")) {
      assertKind(Kind.NO_SPACE, () -> vault.check(most));
      file.discard();
    }
    vault.check(most);
  }

  @Test
  void numbersAreCountedBeforeTheEnding() throws Exception {
    for (String name : List.of("photo.jpg", "notes.tar.gz", "README", ".profile", "a.b")) {
      store(name);
    }
    assertThat(store("photo.jpg").name()).isEqualTo("photo (2).jpg");
    assertThat(store("photo.jpg").name()).isEqualTo("photo (3).jpg");
    assertThat(store("notes.tar.gz").name()).isEqualTo("notes (2).tar.gz");
    assertThat(store("README").name()).isEqualTo("README (2)");
    assertThat(store(".profile").name()).isEqualTo(".profile (2)");
    assertThat(store("a.b").name()).isEqualTo("a (2).b");
  }

  @Test
  void theLongestNamesHaveRoomForANumber() throws Exception {
    String longest = "ä".repeat(125) + ".jpeg";
    assertThat(store(longest).name()).isEqualTo(longest);
    assertThat(store(longest).name()).endsWith("ä (2).jpeg");
  }

  @Test
  void removesOldLeftoversOfItsOwnAndNothingElse() throws Exception {
    PartialFile kept = vault.begin("old", 5, "");
    kept.close();
    Files.writeString(in.resolve(".user.ferry-part"), "not ours");
    Files.writeString(in.resolve("photo.jpg"), "");
    Files.createSymbolicLink(in.resolve(".l.0123456789abcdef.ferry-part"), folder);
    Instant old = Instant.parse("2020-01-01T00:00:00Z");
    for (String name : everything()) {
      if (!Files.isSymbolicLink(in.resolve(name))) {
        Files.setLastModifiedTime(in.resolve(name), FileTime.from(old));
      }
    }
    try (PartialFile busy = vault.begin("new", 5, "")) {
      assertThat(vault.removeLeftovers(old.plusSeconds(1))).isEqualTo(2);
      busy.discard();
    }
    assertThat(everything())
        .containsExactlyInAnyOrder(
            ".user.ferry-part", "photo.jpg", ".l.0123456789abcdef.ferry-part");
  }

  @Test
  void aFileInTheFoldersPlaceIsNoVault() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertKind(Kind.NOT_WRITABLE, () -> DirectoryVault.in(file, new SystemRandomness()));
  }

  private StoredFile store(String name) throws Exception {
    return storeIn(vault, name);
  }

  private static StoredFile storeIn(DirectoryVault vault, String name) throws Exception {
    try (PartialFile file = vault.begin(name, 1, "record")) {
      file.write(ByteBuffer.wrap(new byte[] {1}));
      return file.publish(Optional.empty());
    }
  }

  private List<String> everything() throws IOException {
    try (Stream<Path> entries = Files.list(in)) {
      return entries.map(p -> p.getFileName().toString()).toList();
    }
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(in.resolve(name), LinkOption.NOFOLLOW_LINKS));
  }

  private static void assertKind(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(VaultException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
