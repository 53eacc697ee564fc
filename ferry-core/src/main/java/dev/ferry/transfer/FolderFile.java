package dev.ferry.transfer;

import dev.ferry.port.FileSource;
import dev.ferry.port.FolderSource;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** A file of a folder, to be sent on its own. */
record FolderFile(FolderSource folder, int file) implements FileSource {
  @Override
  public String name() {
    return folder.tree().name(file);
  }

  @Override
  public long size() {
    return folder.tree().size(file);
  }

  @Override
  public Optional<Instant> modified() {
    return folder.tree().modified(file);
  }

  @Override
  public Optional<String> mediaType() {
    return Optional.empty();
  }

  @Override
  public String path() {
    return folder.path() + "/" + folder.tree().path(file);
  }

  @Override
  public Reader open() throws IOException {
    return folder.open(file);
  }
}
