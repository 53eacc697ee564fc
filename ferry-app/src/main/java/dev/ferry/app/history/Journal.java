package dev.ferry.app.history;

import dev.ferry.app.account.PrivateFiles;
import dev.ferry.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.UUID;

/**
 * The notes of one running command: a line of JSON each, written out at once. The file is locked
 * while its command lives, by which others know that more may come. Any thread may call.
 */
final class Journal implements AutoCloseable {
  static final String ENDING = ".journal";

  private final FileChannel channel;
  private final FileLock lock;

  private Journal(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** Begins one in that folder. By name they are in the order in which they began. */
  static Journal begin(Path folder, Instant now) throws IOException {
    String name = "%016x-%s%s".formatted(now.toEpochMilli(), UUID.randomUUID(), ENDING);
    Path file = PrivateFiles.folder(folder).resolve(name);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.lock();
      PrivateFiles.close(file);
      return new Journal(channel, lock);
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(file);
      throw e;
    }
  }

  synchronized void write(Json.Obj line) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(line.write() + "\n");
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    lock.close();
    channel.close();
  }
}
