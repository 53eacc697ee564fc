package dev.ferry.app.demo;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * This very program, as it can be started again beside itself.
 *
 * @param command what starts it, without a verb
 */
public record Itself(List<String> command) {
  private static final String MAIN = "dev.ferry.app.FerryCommand";

  /** Options of this process that another one must not have: they write files, or listen. */
  private static final List<String> OWN =
      List.of("-javaagent", "-agentlib", "-agentpath", "-XX:AOTCacheOutput", "-Djacoco");

  public Itself {
    command = List.copyOf(command);
  }

  /** By the Java, the options and the class path of this process. */
  public static Itself ofProcess() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (OWN.stream().noneMatch(option::startsWith)) {
        command.add(option);
      }
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(MAIN);
    return new Itself(command);
  }

  /** With a verb and its words. */
  List<String> with(List<String> words) {
    List<String> all = new ArrayList<>(command);
    all.addAll(words);
    return all;
  }
}
