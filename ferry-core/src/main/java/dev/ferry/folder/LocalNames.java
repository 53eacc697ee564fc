package dev.ferry.folder;

import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.content.SafeName;
import dev.ferry.port.Tree;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A peer's tree under the names that it gets here: each made safe, and those that some file system
 * would take for the same told apart by a number.
 *
 * @param tree the same tree with local names
 * @param renamed what got another name, for people; the first ones, when there are many
 */
record LocalNames(Tree tree, List<String> renamed) {
  /** How many changed names are told. */
  private static final int TOLD = 50;

  /** The most bytes in a path, which is what systems allow less room for the folder above. */
  private static final int LONGEST_PATH = 3000;

  /**
   * @param executables whether files keep the right to be run
   * @throws CopyException when two entries of one folder have the very same name, or a path is too
   *     long to be stored
   */
  static LocalNames of(Tree sent, boolean executables) throws CopyException {
    Tree allowed = executables ? sent : sent.withoutPrograms();
    // Most trees keep their names, and are then held once.
    Making trial = new Making(allowed, Optional.empty());
    trial.all();
    if (trial.changed == 0) {
      return new LocalNames(allowed, List.of());
    }
    Tree local = new Tree();
    Making making = new Making(allowed, Optional.of(local));
    making.all();
    if (making.changed > TOLD) {
      making.renamed.add("and " + (making.changed - TOLD) + " more");
    }
    return new LocalNames(local, List.copyOf(making.renamed));
  }

  /** Works through one folder after the other, so that only one folder's names are held. */
  private static final class Making {
    private final Tree sent;
    private final Optional<Tree> local;
    private final List<String> renamed = new ArrayList<>();
    private final int[] pathBytes;
    private int changed;
    private int current = -1;
    private int childFolder = 1;
    private Siblings siblings = new Siblings();

    /**
     * @param local gets the names; without it none may have changed, or only that is found out
     */
    Making(Tree sent, Optional<Tree> local) {
      this.sent = sent;
      this.local = local;
      this.pathBytes = new int[sent.folders()];
    }

    /** To the end, or to the first changed name when there is nothing to be filled. */
    void all() throws CopyException {
      for (int folder = 1; folder < sent.folders() && isWanted(); folder++) {
        folder(folder);
      }
      for (int file = 0; file < sent.files() && isWanted(); file++) {
        file(file);
      }
    }

    private boolean isWanted() {
      return changed == 0 || local.isPresent();
    }

    private void folder(int folder) throws CopyException {
      int parent = sent.parent(folder);
      if (parent != current) {
        current = parent;
        siblings = new Siblings();
      }
      String name = named(parent, sent.folderName(folder));
      pathBytes[folder] = length(parent, name);
      local.ifPresent(tree -> tree.addFolder(parent, name));
    }

    private void file(int file) throws CopyException {
      int home = sent.folderOf(file);
      if (file == 0 || home != current) {
        current = home;
        siblings = new Siblings();
        // The folders beside the files of this folder have their names already.
        while (childFolder < sent.folders() && sent.parent(childFolder) < home) {
          childFolder++;
        }
        for (; childFolder < sent.folders() && sent.parent(childFolder) == home; childFolder++) {
          siblings.hold(sent.folderName(childFolder), local.orElse(sent).folderName(childFolder));
        }
      }
      String name = named(home, sent.name(file));
      length(home, name);
      local.ifPresent(tree ->
          tree.addFile(home, name, sent.size(file), sent.modified(file), sent.executable(file)));
    }

    private String named(int home, String asSent) throws CopyException {
      String name = siblings.name(asSent);
      if (!name.equals(asSent)) {
        changed++;
        if (changed <= TOLD) {
          String above = home == Tree.ROOT ? "" : sent.folderPath(home) + "/";
          renamed.add(above + asSent + " is stored as " + name);
        }
      }
      return name;
    }

    private int length(int home, String name) throws CopyException {
      int bytes = pathBytes[home] + 1 + name.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > LONGEST_PATH) {
        throw new CopyException(Kind.PEER, 0, "the list of files has a path too long to be stored");
      }
      return bytes;
    }
  }

  /** The names in one folder. */
  private static final class Siblings {
    private final Set<String> sent = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    void hold(String asSent, String local) {
      sent.add(asSent);
      taken.add(folded(local));
    }

    String name(String asSent) throws CopyException {
      if (!sent.add(asSent)) {
        throw new CopyException(
            Kind.PEER, 0, "the list of files has two entries of one name in one folder");
      }
      String safe = SafeName.within(asSent);
      String folded = folded(safe);
      if (taken.add(folded)) {
        return safe;
      }
      int number = numbers.getOrDefault(folded, 1);
      String name;
      do {
        number++;
        name = NumberedName.of(safe, number);
      } while (!taken.add(folded(name)));
      numbers.put(folded, number);
      return name;
    }

    private static boolean isAscii(String name) {
      for (int i = 0; i < name.length(); i++) {
        if (name.charAt(i) >= 0x80) {
          return false;
        }
      }
      return true;
    }

    /** What file systems that do not tell cases or Unicode forms apart make of a name. */
    private static String folded(String name) {
      if (isAscii(name)) {
        return name.toLowerCase(Locale.ROOT);
      }
      String one = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
      return Normalizer.normalize(one, Normalizer.Form.NFC);
    }
  }
}
