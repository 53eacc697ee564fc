package dev.ferry.transfer;

import dev.ferry.port.ByteStream;
import dev.ferry.port.FileSource;
import dev.ferry.port.FolderSource;
import java.io.IOException;
import java.nio.ByteBuffer;
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
    FolderSource.Opened opened = folder.open();
    try {
      return new OfFolder(opened, opened.open(file));
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  /** An open file, and the folder that was opened for it. */
  private record OfFolder(FolderSource.Opened folder, Reader file) implements Reader {
    @Override
    public int read(ByteBuffer into, long offset) throws IOException, InterruptedException {
      return file.read(into, offset);
    }

    @Override
    public long transferTo(long offset, long count, ByteStream to)
        throws IOException, InterruptedException {
      return file.transferTo(offset, count, to);
    }

    @Override
    public void close() {
      file.close();
      folder.close();
    }
  }
}
