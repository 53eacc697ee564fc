package dev.ferry.bench.row;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How the rows are to be measured.
 *
 * @param ferry the launcher
 * @param folder a folder of this run alone, in memory where the system has such a place
 * @param size bytes of the large file
 * @param runs of each program
 * @param told hears in a few words what is being done
 */
public record Setting(Path ferry, Path folder, long size, int runs, Consumer<String> told) {}
