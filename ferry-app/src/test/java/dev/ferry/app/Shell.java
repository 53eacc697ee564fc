package dev.ferry.app;

import dev.ferry.app.run.Home;
import dev.ferry.app.terminal.Input;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Runs command lines in this process, in a folder of their own, and keeps what they said. */
final class Shell {
  private final Path folder;
  private ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ByteArrayOutputStream err = new ByteArrayOutputStream();

  Shell(Path folder) {
    this.folder = folder;
  }

  /** Runs one; answers its exit status. */
  int run(String... args) {
    out = new ByteArrayOutputStream();
    err = new ByteArrayOutputStream();
    Input nobody =
        new Input(
            InputStream.nullInputStream(), StandardCharsets.UTF_8, false, p -> Optional.empty());
    return FerryCommand.run(
        new Surroundings(
            Map.of(),
            home(),
            folder,
            nobody,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false),
        args);
  }

  Home home() {
    return new Home(folder.resolve("home"));
  }

  /** What the last one said. */
  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What the last one complained of. */
  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
