package dev.ferry.node;

import dev.ferry.app.account.PrivateFiles;
import dev.ferry.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps the settings of a home. Any thread may call. */
public final class SettingsShelf {
  private static final String FILE = "settings.json";

  private final Path folder;
  private final Board board;
  private final List<Consumer<Settings>> watchers = new ArrayList<>();
  private Settings now;

  /**
   * @param folder of the node
   * @param usual what holds where nothing is kept
   */
  public SettingsShelf(Path folder, Settings usual, Board board) throws IOException {
    this.folder = folder;
    this.board = board;
    this.now = read(folder.resolve(FILE)).orElse(usual);
    show();
  }

  private static Optional<Settings> read(Path file) throws IOException {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    Json.Obj json =
        Json.parse(PrivateFiles.read(file)).orElseThrow(() -> new IOException(damaged(file)));
    try {
      return Optional.of(Settings.of(json));
    } catch (Refused e) {
      throw new IOException(damaged(file) + ": " + e.getMessage(), e);
    }
  }

  private static String damaged(Path file) {
    return file + " is damaged; mend it or remove it";
  }

  public synchronized Settings now() {
    return now;
  }

  /** Is told each change from now on, and the settings as they are. */
  public void watch(Consumer<Settings> watcher) {
    Settings first;
    synchronized (this) {
      watchers.add(watcher);
      first = now;
    }
    watcher.accept(first);
  }

  /** Keeps others. */
  public Json.Obj set(Json.Obj json) throws Refused {
    Settings wanted = Settings.of(json);
    check(wanted.into());
    for (Settings.OfContact of : wanted.contacts().values()) {
      if (of.into().isPresent()) {
        check(of.into().get());
      }
    }
    List<Consumer<Settings>> whom;
    synchronized (this) {
      try {
        PrivateFiles.write(folder, FILE, Texts.utf8(wanted.json().write() + "\n"));
      } catch (IOException e) {
        throw Refused.failed("the settings cannot be kept: " + e.getMessage(), "check the disk");
      }
      now = wanted;
      show();
      whom = List.copyOf(watchers);
    }
    whom.forEach(watcher -> watcher.accept(wanted));
    return wanted.json();
  }

  private void show() {
    board.put(Board.Kind.SETTINGS, "", now.json());
  }

  static void check(Path folder) throws Refused {
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw Refused.senseless(
          "there is no folder " + folder + " that can be written to",
          "make it first, or choose another");
    }
  }
}
