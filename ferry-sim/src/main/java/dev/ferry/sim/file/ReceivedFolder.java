package dev.ferry.sim.file;

import java.util.List;
import java.util.Map;

/**
 * A folder that was published in a vault.
 *
 * @param files their bytes, by their paths
 * @param folders the paths of all folders in it
 * @param programs the paths of the files that may be run
 */
public record ReceivedFolder(
    String name, Map<String, byte[]> files, List<String> folders, List<String> programs) {}
