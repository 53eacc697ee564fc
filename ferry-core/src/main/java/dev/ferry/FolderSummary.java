package dev.ferry;

import java.util.List;

/**
 * What is in a folder that is offered, before anything is received. What arrives must be exactly
 * this. Names are as the sender wrote them, not safe for a terminal.
 *
 * @param files how many, at any depth
 * @param folders how many there are in it, at any depth
 * @param hidden how many of the files are hidden, or lie in a hidden folder
 * @param first some of the files, with the folders they lie in
 * @param firstHidden some of the hidden ones
 */
public record FolderSummary(
    long files, long folders, long hidden, List<String> first, List<String> firstHidden) {
  public FolderSummary {
    first = List.copyOf(first);
    firstHidden = List.copyOf(firstHidden);
  }
}
