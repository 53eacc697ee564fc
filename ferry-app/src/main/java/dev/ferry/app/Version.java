package dev.ferry.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, as the build wrote it down, and what the build was made of. */
final class Version implements IVersionProvider {
  /** What starts the command says it where it knows, such as {@code 0123abc of 2026-01-31}. */
  static final String BUILD = "ferry.build";

  @Override
  public String[] getVersion() {
    String build = System.getProperty(BUILD, "");
    return new String[] {"ferry " + number() + (build.isEmpty() ? "" : ", build " + build)};
  }

  static String number() {
    try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
