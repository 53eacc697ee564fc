package dev.ferry.io.file;

import dev.ferry.io.picture.SmallPictures;
import dev.ferry.port.FileSource;
import dev.ferry.port.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/**
 * A regular file of this device, to be sent. Immutable; may be used from any task.
 *
 * @param size bytes, as of when this was made; reading fails when it has changed
 */
public record DiskFile(
    Path file, String name, long size, Optional<Instant> modified, Optional<String> mediaType)
    implements FileSource {

  /**
   * The file at a path. A link that the user names is followed.
   *
   * @throws IOException when it is not there, cannot be read or is no regular file; the message
   *     names it
   */
  public static DiskFile at(Path path) throws IOException {
    Path file = path.toAbsolutePath().normalize();
    BasicFileAttributes attributes = attributes(file);
    if (attributes.isDirectory()) {
      throw new IOException(file + " is a folder, not a file");
    }
    if (!attributes.isRegularFile()) {
      throw new IOException(file + " is a device, pipe or socket; only regular files can be sent");
    }
    if (!Files.isReadable(file)) {
      throw new IOException(file + " cannot be read: check its permissions");
    }
    String name = String.valueOf(file.getFileName());
    return new DiskFile(
        file,
        name,
        attributes.size(),
        Optional.of(attributes.lastModifiedTime().toInstant()),
        MediaTypes.of(file, name));
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file, e);
    }
  }

  /** Only what its name calls a picture is looked at. */
  @Override
  public Optional<Picture> thumbnail() {
    return mediaType.filter(type -> type.startsWith("image/")).flatMap(_ -> SmallPictures.of(file));
  }

  @Override
  public String path() {
    return file.toString();
  }

  @Override
  public Reader open() throws IOException {
    return DiskReader.of(file, size, modified);
  }
}
