package dev.ferry.io.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.io.tasks.RealTasks;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FinalNameTest {
  @TempDir Path root;

  @Test
  void worksWhereFoldersHaveNoHandles() throws Exception {
    givesNumberedNames(new PathFolder(root.toRealPath()));
  }

  @Test
  void worksWhereFilesHaveOnlyOneName() throws Exception {
    givesNumberedNames(new OneName(Folder.open(root.toRealPath())));
  }

  private void givesNumberedNames(Folder folder) throws IOException {
    Files.writeString(root.resolve("a.txt"), "there before");
    for (int i = 2; i < 5; i++) {
      Entry entry = Sidecar.create(folder, ".part", "file " + i).entry();
      assertThat(FinalName.give(folder, entry, "a.txt")).isEqualTo("a (" + i + ").txt");
      assertThat(Files.readString(root.resolve("a (" + i + ").txt"))).isEqualTo("file " + i);
    }
    assertThat(Files.readString(root.resolve("a.txt"))).isEqualTo("there before");
    assertThat(root.resolve(".part")).doesNotExist();
    folder.close();
  }

  @Test
  void filesPublishedAtTheSameMomentNeverReplaceEachOther() throws Exception {
    Tasks tasks = new RealTasks();
    DirectoryVault vault = DirectoryVault.in(root, new SystemRandomness());
    ConcurrentLinkedQueue<StoredFile> stored = new ConcurrentLinkedQueue<>();
    List<TaskHandle> running = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      byte content = (byte) i;
      running.add(
          tasks.fork(
              "store",
              () -> {
                try (PartialFile file = vault.begin("same.bin", 1, "")) {
                  file.write(ByteBuffer.wrap(new byte[] {content}));
                  stored.add(file.publish(Optional.empty()));
                }
              }));
    }
    for (TaskHandle task : running) {
      task.join();
      assertThat(task.failure()).isEmpty();
    }
    Set<Byte> contents = new HashSet<>();
    for (StoredFile file : stored) {
      contents.add(Files.readAllBytes(Path.of(file.path()))[0]);
    }
    assertThat(contents).hasSize(40);
  }

  /** A folder of a file system without hard links. */
  private record OneName(Folder of) implements Folder {
    @Override
    public void link(String existing, String name) throws IOException {
      throw new FileSystemException(name, existing, "Operation not permitted");
    }

    @Override
    public FileChannel create(String name) throws IOException {
      return of.create(name);
    }

    @Override
    public FileChannel open(String name) throws IOException {
      return of.open(name);
    }

    @Override
    public FileChannel openToRead(String name) throws IOException {
      return of.openToRead(name);
    }

    @Override
    public Folder enter(String name) throws IOException {
      return of.enter(name);
    }

    @Override
    public void makeFolder(String name) throws IOException {
      of.makeFolder(name);
    }

    @Override
    public void eachName(Consumer<String> see) throws IOException {
      of.eachName(see);
    }

    @Override
    public void moveFolder(String from, Folder to, String name) throws IOException {
      of.moveFolder(from, to, name);
    }

    @Override
    public void deleteFolder(String name) throws IOException {
      of.deleteFolder(name);
    }

    @Override
    public Optional<BasicFileAttributes> attributes(String name) throws IOException {
      return of.attributes(name);
    }

    @Override
    public Optional<Set<PosixFilePermission>> permissions(String name) throws IOException {
      return of.permissions(name);
    }

    @Override
    public void setPermissions(String name, Set<PosixFilePermission> permissions)
        throws IOException {
      of.setPermissions(name, permissions);
    }

    @Override
    public void setModified(String name, Instant modified) throws IOException {
      of.setModified(name, modified);
    }

    @Override
    public void delete(String name) throws IOException {
      of.delete(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
      of.rename(from, to);
    }

    @Override
    public void sync() throws IOException {
      of.sync();
    }

    @Override
    public void close() {
      of.close();
    }
  }
}
