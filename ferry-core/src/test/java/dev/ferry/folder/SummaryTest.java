package dev.ferry.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.FolderSummary;
import dev.ferry.port.Tree;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static Tree tree() {
    Tree tree = new Tree();
    int ssh = tree.addFolder(Tree.ROOT, ".ssh");
    int plain = tree.addFolder(Tree.ROOT, "plain");
    int deep = tree.addFolder(ssh, "deep");
    tree.addFile(Tree.ROOT, "a\nb\u0007.txt", 10, Optional.empty(), false);
    tree.addFile(ssh, "authorized_keys", 5, Optional.empty(), false);
    tree.addFile(plain, ".profile", 5, Optional.empty(), false);
    tree.addFile(plain, "ok", 5, Optional.empty(), false);
    tree.addFile(deep, "key", 5, Optional.empty(), false);
    return tree;
  }

  @Test
  void countsAndFlagsWhatIsHidden() {
    FolderSummary summary = Summary.of(tree());
    assertThat(summary.files()).isEqualTo(5);
    assertThat(summary.folders()).isEqualTo(3);
    assertThat(summary.hidden()).isEqualTo(3);
    assertThat(summary.firstHidden())
        .containsExactly(".ssh/authorized_keys", "plain/.profile", ".ssh/deep/key");
  }

  @Test
  void namesCanBeWrittenInXml() {
    assertThat(Summary.of(tree()).first().getFirst()).isEqualTo("a\uFFFDb\uFFFD.txt");
  }

  @Test
  void showsTheFirstOfManyNamesAndClipsLongOnes() {
    Tree tree = new Tree();
    for (int i = 0; i < 1000; i++) {
      tree.addFile(Tree.ROOT, "." + "n".repeat(900) + i, 1, Optional.empty(), false);
    }
    FolderSummary summary = Summary.of(tree);
    assertThat(summary.hidden()).isEqualTo(1000);
    assertThat(summary.first()).hasSize(Summary.SHOWN).allMatch(n -> n.length() == 256);
    assertThat(summary.firstHidden()).hasSize(Summary.SHOWN);
  }
}
