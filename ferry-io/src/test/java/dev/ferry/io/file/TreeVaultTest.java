package dev.ferry.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.FolderVault;
import dev.ferry.port.FolderVault.Output;
import dev.ferry.port.FolderVault.PartialFolder;
import dev.ferry.port.Tree;
import dev.ferry.port.VaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a folder on a real disk adds to the contract: links, rights, what others do meanwhile. */
class TreeVaultTest {
  private final Path in;
  private final Path outside;
  private final TreeVault vault;

  TreeVaultTest(@TempDir Path place) throws IOException {
    in = Files.createDirectory(place.resolve("in"));
    outside = Files.createDirectory(place.resolve("outside"));
    vault = TreeVault.in(in, new SystemRandomness());
  }

  private static Tree tree() {
    Tree tree = new Tree();
    int sub = tree.addFolder(Tree.ROOT, "sub");
    tree.addFile(Tree.ROOT, "a", 3, Optional.empty(), false);
    tree.addFile(sub, "run", 3, Optional.empty(), true);
    return tree;
  }

  private static void write(PartialFolder folder, int file) throws Exception {
    try (Output output = folder.write(file, 0)) {
      output.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      output.finish();
    }
  }

  private Path partial() throws IOException {
    try (Stream<Path> all = Files.list(in)) {
      return all.filter(p -> p.getFileName().toString().endsWith(TreeVault.TREE))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Set<PosixFilePermission> rights(Path file) throws IOException {
    return Files.getPosixFilePermissions(file);
  }

  @Test
  void nobodyElseMayLookIntoAPartialFolder() throws Exception {
    try (PartialFolder folder = vault.begin("x", "k", tree())) {
      assertThat(rights(partial())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
      folder.discard();
    }
  }

  @Test
  void givesTheUsualRightsAndNeverTheSendersOwn() throws Exception {
    Path usualFile = Files.writeString(outside.resolve("f"), "");
    Path usualFolder = Files.createDirectory(outside.resolve("d"));
    try (PartialFolder folder = vault.begin("x", "k", tree())) {
      write(folder, 0);
      write(folder, 1);
      folder.publish();
    }
    assertThat(rights(in.resolve("x"))).isEqualTo(rights(usualFolder));
    assertThat(rights(in.resolve("x/sub"))).isEqualTo(rights(usualFolder));
    assertThat(rights(in.resolve("x/a"))).isEqualTo(rights(usualFile));
    assertThat(rights(in.resolve("x/sub/run"))).contains(PosixFilePermission.OWNER_EXECUTE);
    Object mode = Files.getAttribute(in.resolve("x/sub/run"), "unix:mode");
    assertThat((Integer) mode & 07000).isZero();
  }

  @Test
  void followsNoLinkThatTakesAFoldersPlace() throws Exception {
    PartialFolder folder = vault.begin("x", "k", tree());
    Files.createSymbolicLink(partial().resolve("content/sub"), outside);
    assertThatThrownBy(() -> write(folder, 1)).isInstanceOf(VaultException.class);
    assertThat(outside).isEmptyDirectory();
    folder.discard();
    assertThat(outside).exists();
    assertThat(in).isEmptyDirectory();
  }

  @Test
  void followsNoLinkThatTakesAFilesPlace() throws Exception {
    Path precious = Files.writeString(outside.resolve("precious"), "precious");
    PartialFolder folder = vault.begin("x", "k", tree());
    Files.createSymbolicLink(partial().resolve("content/a"), precious);
    assertThat(folder.kept(0)).isZero();
    assertThatThrownBy(() -> write(folder, 0)).isInstanceOf(VaultException.class);
    folder.discard();
    assertThat(precious).hasContent("precious");
    assertThat(in).isEmptyDirectory();
  }

  @Test
  void deletesWhatIsItsOwnAndNothingBehindALink() throws Exception {
    Path precious = Files.writeString(outside.resolve("precious"), "precious");
    PartialFolder folder = vault.begin("x", "k", tree());
    write(folder, 1);
    Files.createSymbolicLink(partial().resolve("content/sub/link"), outside);
    folder.discard();
    assertThat(precious).exists();
    assertThat(in).isEmptyDirectory();
  }

  @Test
  void replacesNeitherAFileNorALinkNorAFolderOfItsName() throws Exception {
    Files.writeString(in.resolve("x"), "mine");
    Files.createSymbolicLink(in.resolve("x (2)"), outside);
    Files.createDirectory(in.resolve("x (3)"));
    try (PartialFolder folder = vault.begin("x", "k", tree())) {
      write(folder, 0);
      assertThat(folder.publish().name()).isEqualTo("x (4)");
    }
    assertThat(in.resolve("x")).hasContent("mine");
    assertThat(in.resolve("x (3)")).isEmptyDirectory();
    assertThat(outside).isEmptyDirectory();
    assertThat(in.resolve("x (4)/a")).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", ".hidden", "a/b", "a\\b", "a\u0000"})
  void refusesNamesThatLeadElsewhere(String name) {
    assertThatThrownBy(() -> vault.begin(name, "k", tree()))
        .isInstanceOfSatisfying(
            VaultException.class, e -> assertThat(e.kind()).isEqualTo(VaultException.Kind.UNSAFE));
    assertThat(in).isEmptyDirectory();
  }

  @Test
  void goesOnAfterAProcessThatWasKilled() throws Exception {
    PartialFolder killed = vault.begin("x", "k", tree());
    write(killed, 0);
    killed.note("noted");
    killed.close();
    // What a kill in the middle of a note leaves.
    Path record = partial().resolve(TreeVault.RECORD);
    Files.writeString(record, Files.readString(record) + "half a no");

    try (PartialFolder again = reopened()) {
      assertThat(notes(again)).containsExactly("noted", "half a no");
      again.note("more");
      again.close();
    }
    try (PartialFolder third = reopened()) {
      assertThat(notes(third)).containsExactly("noted", "half a no", "more");
      assertThat(third.kept(0)).isEqualTo(3);
      third.discard();
    }
  }

  private PartialFolder reopened() throws Exception {
    return vault.reopen(vault.kept().getFirst(), "x", tree()).orElseThrow();
  }

  private static List<String> notes(PartialFolder folder) throws Exception {
    List<String> notes = new ArrayList<>();
    folder.eachNote(notes::add);
    return notes;
  }

  @Test
  void takesNothingForItsOwnThatIsALink() throws Exception {
    String own = ".x.0123456789abcdef" + TreeVault.TREE;
    Files.createDirectory(outside.resolve("content"));
    Files.writeString(outside.resolve("record"), "one\n");
    Files.writeString(outside.resolve("key"), "k");
    Files.createSymbolicLink(in.resolve(own), outside);
    assertThat(vault.kept()).isEmpty();
    assertThat(vault.reopen(new FolderVault.Kept(own, "k"), "x", tree())).isEmpty();
    assertThat(outside.resolve("content")).isEmptyDirectory();
  }

  @Test
  void removesWhatIsOldAndUnusedOnly() throws Exception {
    vault.begin("old", "1", tree()).close();
    Instant then = Instant.parse("2020-01-01T00:00:00Z");
    Files.setLastModifiedTime(partial().resolve(TreeVault.RECORD), FileTime.from(then));
    PartialFolder used = vault.begin("used", "2", tree());
    vault.begin("fresh", "3", tree()).close();
    Files.createDirectory(in.resolve(".mine.ferry-tree"));

    assertThat(vault.removeLeftovers(then.plusSeconds(1))).isEqualTo(1);
    assertThat(vault.removeLeftovers(Instant.now().plusSeconds(3600))).isEqualTo(1);
    try (Stream<Path> left = Files.list(in)) {
      List<String> names = left.map(p -> p.getFileName().toString()).toList();
      assertThat(names).hasSize(2).contains(".mine.ferry-tree");
    }
    used.discard();
  }
}
