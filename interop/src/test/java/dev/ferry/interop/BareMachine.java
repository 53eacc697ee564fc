package dev.ferry.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A Debian with dpkg, a shell and little else, in a folder and namespaces of its own; see {@code
 * interop/peers/bare-machine}.
 */
final class BareMachine {
  /** Whose home is {@code /home/somebody}. */
  static final String USER = "somebody";

  /** What installs packages, and what their scripts may take for granted. */
  private static final List<String> BASE =
      List.of("dpkg", "dash", "coreutils", "findutils", "sed", "diffutils", "libc-bin");

  private static final Duration PATIENCE = Duration.ofSeconds(240);

  private final Scene scene;
  private final Path folder;
  private int started;

  private BareMachine(Scene scene, Path folder) {
    this.scene = scene;
    this.folder = folder;
  }

  /** One that has the packages named, too. */
  static BareMachine with(Scene scene, List<String> packages) throws Exception {
    BareMachine machine = new BareMachine(scene, scene.folder("machine"));
    List<String> all = new ArrayList<>(BASE);
    all.addAll(packages);
    machine.done("make", all);
    return machine;
  }

  /** What lies there at a path, which begins with a slash. */
  Path path(String path) {
    return folder.resolve(path.substring(1));
  }

  /** Copies a file to its {@code /tmp}; gives where it is to the machine. */
  String bring(Path file) throws IOException {
    String there = "/tmp/" + file.getFileName();
    Files.copy(file, path(there), StandardCopyOption.REPLACE_EXISTING);
    return there;
  }

  /** Runs a command as a user, which must end well; gives what it said. */
  List<String> run(String user, String... command) throws Exception {
    List<String> words = new ArrayList<>(List.of(user));
    words.addAll(Arrays.asList(command));
    return done("run", words);
  }

  private List<String> done(String what, List<String> words) throws Exception {
    List<String> whole = new ArrayList<>();
    whole.add(Checkout.peers("bare-machine").toString());
    whole.add(folder.toString());
    whole.add(what);
    whole.addAll(words);
    String name = "machine-" + ++started;
    ChildProcess process =
        scene.keep(ChildProcess.start(name, scene.folder("logs"), Map.of(), whole));
    if (process.exitStatus(PATIENCE) != 0) {
      throw process.failure("did not end well: " + words);
    }
    return process.lines().stream().map(Line::text).toList();
  }
}
