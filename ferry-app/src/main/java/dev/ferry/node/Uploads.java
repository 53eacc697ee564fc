package dev.ferry.node;

import dev.ferry.app.account.PrivateFiles;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Files that the page hands over to be sent, since a browser tells no paths. They lie in the data
 * folder until they are through. Any thread may call.
 */
final class Uploads {
  private static final System.Logger LOG = System.getLogger(Uploads.class.getName());
  private static final int MOST = 1000;
  private static final int MOST_FILES = 100_000;
  private static final int DEEPEST = 64;
  private static final int LONGEST = 255;
  private static final int BUFFER = 256 * 1024;

  /** So many that nobody took are kept for another try. */
  private static final int LEFT = 20;

  /** So much of the disk stays free. */
  private static final long SPARE = 100_000_000;

  private record Upload(Path folder, AtomicLong files, AtomicLong bytes) {}

  private final Path folder;
  private final Map<String, Upload> all = new ConcurrentHashMap<>();

  /** Those that nobody took, the oldest first. */
  private final Queue<String> left = new ConcurrentLinkedQueue<>();

  Uploads(Path folder) {
    this.folder = folder;
  }

  /** Takes over what an earlier run has left, and deletes what nobody needs. */
  void open(Collection<String> needed) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(PrivateFiles.folder(folder))) {
      for (Path one : found) {
        String id = String.valueOf(one.getFileName());
        if (needed.contains(id)) {
          all.put(id, new Upload(one, new AtomicLong(), new AtomicLong()));
        } else {
          delete(one);
        }
      }
    }
  }

  Json.Obj begin() throws Refused {
    if (all.size() >= MOST) {
      throw Refused.now(MOST + " uploads wait already", "send them, or forget some");
    }
    String id = UUID.randomUUID().toString();
    try {
      Path own = PrivateFiles.folder(folder.resolve(id));
      all.put(id, new Upload(own, new AtomicLong(), new AtomicLong()));
      return json(id);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static Refused unusable(IOException e) {
    return Refused.failed("the upload cannot be stored: " + Texts.why(e), "make room");
  }

  private Upload of(String id) throws Refused {
    return Optional.ofNullable(all.get(id))
        .orElseThrow(() -> Refused.missing("there is no such upload", "begin a new one"));
  }

  private Json.Obj json(String id) throws Refused {
    Upload upload = of(id);
    return new Fields()
        .put("id", id)
        .put("files", upload.files().get())
        .put("bytes", upload.bytes().get())
        .object();
  }

  /** Stores one file of an upload. */
  Json.Obj put(String id, String relative, InputStream in) throws Refused, InterruptedException {
    Upload upload = of(id);
    if (upload.files().get() >= MOST_FILES) {
      throw Refused.now("an upload has " + MOST_FILES + " files at most", "send a folder by path");
    }
    Path file = inside(upload.folder(), relative);
    boolean whole = false;
    try {
      PrivateFiles.folder(Optional.ofNullable(file.getParent()).orElseThrow());
      try (OutputStream out =
          Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        upload.bytes().addAndGet(copy(in, out));
        whole = true;
      } finally {
        if (!whole) {
          Files.deleteIfExists(file);
        }
      }
      upload.files().incrementAndGet();
      return json(id);
    } catch (FileAlreadyExistsException e) {
      throw Refused.now(Terminal.escape(relative) + " is there already", "give each file once");
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private long copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long sum = 0;
    long checked = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      if (sum >= checked) {
        if (folder.toFile().getUsableSpace() < SPARE) {
          throw new IOException("the disk is full");
        }
        checked = sum + SPARE / 2;
      }
      out.write(buffer, 0, n);
      sum += n;
    }
    return sum;
  }

  /** The place of a file that has that path in its upload; never outside of it. */
  static Path inside(Path folder, String relative) throws Refused {
    List<String> names = List.of(relative.split("/", -1));
    boolean right = names.size() <= DEEPEST;
    for (String name : names) {
      right &=
          !name.isEmpty()
              && !name.equals(".")
              && !name.equals("..")
              && name.indexOf('\\') < 0
              && name.indexOf(0) < 0
              && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }
    try {
      Path file = folder;
      for (String name : right ? names : List.<String>of()) {
        file = file.resolve(name);
      }
      if (right && file.normalize().equals(file) && file.startsWith(folder)) {
        return file;
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    throw Refused.senseless(
        "'" + Terminal.escape(relative, LONGEST) + "' is no path within a folder",
        "name it a/b/c, without . and ..");
  }

  /** What lies at the top of an upload: files and folders, each to be sent as one. */
  List<Path> items(String id) throws Refused {
    List<Path> items = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(of(id).folder())) {
      found.forEach(items::add);
    } catch (IOException e) {
      throw unusable(e);
    }
    if (items.isEmpty()) {
      throw Refused.senseless("that upload has no files", "hand them over first");
    }
    items.sort(Comparator.naturalOrder());
    return items;
  }

  /** The upload that a file or folder lies in, which is about to be sent once more. */
  Optional<String> again(Path path) {
    if (!path.startsWith(folder) || path.equals(folder)) {
      return Optional.empty();
    }
    String id = path.getName(folder.getNameCount()).toString();
    left.remove(id);
    return Optional.of(id).filter(all::containsKey);
  }

  /** Keeps an upload for a while that was not taken: it may be sent once more in this run. */
  void leave(String id) {
    left.remove(id);
    left.add(id);
    if (left.size() > LEFT) {
      drop(left.remove());
    }
  }

  /** Deletes an upload. */
  void drop(String id) {
    left.remove(id);
    Upload gone = all.remove(id);
    if (gone != null) {
      delete(gone.folder());
    }
  }

  private static void delete(Path top) {
    try (Stream<Path> walk = Files.walk(top)) {
      for (Path one : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "an upload stays on the disk: " + top, e);
    }
  }
}
