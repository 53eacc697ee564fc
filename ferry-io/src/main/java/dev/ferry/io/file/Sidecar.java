package dev.ferry.io.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** The record beside a partial file. May be used by one task at a time. */
final class Sidecar {
  /** A record of the most chunks that are kept of one file has some four megabytes. */
  private static final long LONGEST = 16 << 20;

  private final Entry entry;

  private Sidecar(Entry entry) {
    this.entry = entry;
  }

  /** Makes a durable record that says this. */
  static Sidecar create(Folder folder, String name, String text) throws IOException {
    Entry entry = Entry.create(folder, name);
    Sidecar sidecar = new Sidecar(entry);
    try {
      sidecar.add(text);
      entry.channel().force(true);
      return sidecar;
    } catch (IOException e) {
      entry.delete();
      throw e;
    }
  }

  static Sidecar open(Folder folder, String name) throws IOException {
    return new Sidecar(Entry.open(folder, name));
  }

  Entry entry() {
    return entry;
  }

  synchronized void add(String text) throws IOException {
    FileChannel out = entry.channel();
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    long at = out.size();
    while (bytes.hasRemaining()) {
      at += out.write(bytes, at);
    }
  }

  synchronized void truncate(int length) throws IOException {
    entry.channel().truncate(length);
  }

  synchronized String text() throws IOException {
    return head(entry.channel(), LONGEST);
  }

  /** The beginning of a record, which may be in use elsewhere. */
  static String head(Folder folder, String name, int most) throws IOException {
    try (FileChannel in = folder.openToRead(name)) {
      return head(in, most);
    }
  }

  /** What a torn record has in place of characters is shown as such: its readers know no others. */
  private static String head(FileChannel in, long most) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(in.size(), most));
    while (bytes.hasRemaining() && in.read(bytes, bytes.position()) >= 0) {
      continue;
    }
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }
}
