package dev.ferry.app.run;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The data folder of this device. One home is one device. */
public record Home(Path folder) {

  /** The folder named by {@code FERRY_HOME}, else the platform's own place for such data. */
  public static Home of(Map<String, String> environment, String system, Path user) {
    String named = environment.getOrDefault("FERRY_HOME", "");
    return new Home(named.isEmpty() ? usual(environment, system, user) : Path.of(named)).absolute();
  }

  private static Path usual(Map<String, String> environment, String system, Path user) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return user.resolve("Library/Application Support/Ferry");
    }
    if (name.startsWith("windows")) {
      String data = environment.getOrDefault("LOCALAPPDATA", "");
      return (data.isEmpty() ? user.resolve("AppData/Local") : Path.of(data)).resolve("Ferry");
    }
    // The XDG specification wants a relative path ignored.
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base = data.startsWith("/") ? Path.of(data) : user.resolve(".local/share");
    return base.resolve("ferry");
  }

  private Home absolute() {
    return new Home(folder.toAbsolutePath().normalize());
  }

  public Path accounts() {
    return folder.resolve("accounts");
  }

  /** This device's key, and what is known of the keys of others. */
  public Path keys() {
    return folder.resolve("keys");
  }

  /** What was offered from this device and to it. */
  public Path offers() {
    return folder.resolve("offers");
  }

  /** What was sent and received. */
  public Path history() {
    return folder.resolve("history");
  }

  /** What the node keeps. */
  public Path node() {
    return folder.resolve("node");
  }

  /** Where running commands listen. */
  public Path run() {
    return folder.resolve("run");
  }
}
