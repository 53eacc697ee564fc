package dev.ferry.folder;

import dev.ferry.port.FolderVault.PartialFolder;
import dev.ferry.port.Tree;

/**
 * Where the files of a tree go.
 *
 * @param tree with the names that they have here
 * @param digests gets the digest of each file that is right
 */
record Shelf(PartialFolder folder, Tree tree, Prints prints, Digests digests) {}
