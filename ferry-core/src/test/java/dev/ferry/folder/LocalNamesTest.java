package dev.ferry.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.content.CopyException;
import dev.ferry.content.SafeName;
import dev.ferry.port.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalNamesTest {
  private static Tree files(String... names) {
    Tree tree = new Tree();
    for (String name : names) {
      tree.addFile(Tree.ROOT, name, 1, Optional.empty(), false);
    }
    return tree;
  }

  private static List<String> names(LocalNames local) {
    List<String> names = new ArrayList<>();
    for (int file = 0; file < local.tree().files(); file++) {
      names.add(local.tree().path(file));
    }
    return names;
  }

  @Test
  void leavesGoodNamesAlone() throws Exception {
    LocalNames local = LocalNames.of(files("a.txt", "Übung 1.pdf", ".profile", "x.tar.gz"), false);
    assertThat(names(local)).containsExactly("a.txt", "Übung 1.pdf", ".profile", "x.tar.gz");
    assertThat(local.renamed()).isEmpty();
  }

  @Test
  void tellsApartWhatDiffersInCaseOnly() throws Exception {
    LocalNames local = LocalNames.of(files("Read.me", "READ.ME", "read.me"), false);
    assertThat(names(local)).containsExactly("Read.me", "READ (2).ME", "read (3).me");
    assertThat(local.renamed())
        .containsExactly("READ.ME is stored as READ (2).ME", "read.me is stored as read (3).me");
  }

  @Test
  void tellsApartWhatDiffersInUnicodeFormOnly() throws Exception {
    LocalNames local = LocalNames.of(files("caf\u00e9.txt", "cafe\u0301.txt"), false);
    assertThat(names(local)).containsExactly("caf\u00e9.txt", "caf\u00e9 (2).txt");
    assertThat(local.renamed()).hasSize(1);
  }

  @Test
  void tellsApartWhatBecomesTheSameWhenMadeSafe() throws Exception {
    LocalNames local = LocalNames.of(files("a:b", "a?b", "a_b (2)"), false);
    assertThat(names(local)).containsExactly("a_b", "a_b (2)", "a_b (2) (2)");
    assertThat(local.renamed()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "..\\..\\evil, evil",
    "'%2e%2e%2fevil', evil",
    "C:\\boot.ini, boot.ini",
    "a:stream, a_stream",
    "NUL, _NUL",
    "com1.txt, _com1.txt",
    "'trailing. ', trailing",
    "'..hidden', .hidden",
    "'\uFF0E\uFF0E', file",
    "'a\u202Egpj.exe', agpj.exe"
  })
  void makesEachComponentSafe(String sent, String local) throws Exception {
    assertThat(names(LocalNames.of(files(sent), false))).containsExactly(local);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..\\x", "...", "%2e%2e", "\u202E..", " .. ", "._.", "\uFF0E\uFF0E\\a"})
  void noComponentLeadsAnywhere(String sent) throws Exception {
    String name = names(LocalNames.of(files(sent), false)).getFirst();
    assertThat(name).isNotIn(".", "..", "").doesNotContain("/", "\\", "%2e", "\u0000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file-1",
        "IMG_2041.JPG",
        "a.b.c",
        "archive.tar.gz",
        "COM1",
        "com1.txt",
        "Console.log",
        "NUL.txt",
        "nul",
        "lpt9.x",
        "CLOCK$",
        "aux.c",
        "abc.",
        "-rf",
        "_x_",
        "a--b",
        "x.y-",
        "ab",
        "a%2eb",
        "name with space",
        "0000"
      })
  void thePlainAreTreatedAsAllOthersAre(String sent) {
    assertThat(SafeName.within(sent)).isEqualTo(SafeName.of(sent).text());
  }

  @Test
  void countsFoldersAndFilesOfOneFolderTogether() throws Exception {
    Tree tree = new Tree();
    int one = tree.addFolder(Tree.ROOT, "Data");
    tree.addFolder(Tree.ROOT, "other");
    tree.addFolder(one, "DATA");
    tree.addFile(Tree.ROOT, "data", 1, Optional.empty(), false);
    tree.addFile(one, "data", 1, Optional.empty(), false);
    LocalNames local = LocalNames.of(tree, false);
    assertThat(names(local)).containsExactly("data (2)", "Data/data (2)");
    assertThat(local.tree().folderPath(3)).isEqualTo("Data/DATA");
    assertThat(local.renamed())
        .containsExactly("data is stored as data (2)", "Data/data is stored as data (2)");
  }

  @Test
  void refusesTwoEntriesOfTheVerySameName() {
    assertThatThrownBy(() -> LocalNames.of(files("a", "b", "a"), false))
        .isInstanceOfSatisfying(
            CopyException.class, e -> assertThat(e.kind()).isEqualTo(CopyException.Kind.PEER));
  }

  @Test
  void refusesAPathThatNoSystemCouldStore() {
    Tree tree = new Tree();
    int folder = Tree.ROOT;
    for (int depth = 0; depth < 40; depth++) {
      folder = tree.addFolder(folder, "x".repeat(200));
    }
    assertThatThrownBy(() -> LocalNames.of(tree, false)).hasMessageContaining("too long");
  }

  @Test
  void theRightToBeRunIsKeptOnRequestOnly() throws Exception {
    Tree tree = new Tree();
    tree.addFile(Tree.ROOT, "run.sh", 1, Optional.empty(), true);
    assertThat(LocalNames.of(tree, false).tree().executable(0)).isFalse();
    assertThat(LocalNames.of(tree, true).tree().executable(0)).isTrue();
  }

  @Test
  void manyChangedNamesAreToldBriefly() throws Exception {
    String[] names = new String[500];
    for (int i = 0; i < names.length; i++) {
      names[i] = "a:" + i;
    }
    LocalNames local = LocalNames.of(files(names), false);
    assertThat(local.renamed()).hasSize(51).last().isEqualTo("and 450 more");
  }
}
