package dev.ferry.io.file;

import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.FolderVault;
import dev.ferry.sim.contract.FolderBed;
import dev.ferry.sim.contract.FolderVaultContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class TreeVaultContractTest extends FolderVaultContract {
  @TempDir private Path folder;

  @Override
  protected void run(FolderBed.Body body) throws Exception {
    Path gone = folder.resolve("gone");
    FolderVault unwritable = TreeVault.in(gone, new SystemRandomness());
    // A folder that went away cannot be written by anybody, not even by root.
    Files.delete(gone);
    Path in = folder.resolve("in");
    body.run(new Bed(TreeVault.in(in, new SystemRandomness()), unwritable, in));
  }

  /** The vault, and its folder as everybody sees it. */
  private record Bed(FolderVault vault, FolderVault unwritable, Path folder) implements FolderBed {
    @Override
    public List<String> names() throws IOException {
      try (Stream<Path> all = Files.list(folder)) {
        return all.map(p -> p.getFileName().toString()).filter(n -> !n.startsWith(".")).toList();
      }
    }

    @Override
    public List<String> files(String name) throws IOException {
      return paths(name, Files::isRegularFile);
    }

    @Override
    public List<String> folders(String name) throws IOException {
      return paths(name, Files::isDirectory);
    }

    private List<String> paths(String name, Predicate<Path> which) throws IOException {
      Path root = folder.resolve(name);
      try (Stream<Path> all = Files.walk(root)) {
        return all.filter(p -> !p.equals(root))
            .filter(which)
            .map(p -> root.relativize(p).toString())
            .toList();
      }
    }

    private Path at(String name, String path) {
      return folder.resolve(name).resolve(path);
    }

    @Override
    public byte[] content(String name, String path) throws IOException {
      return Files.readAllBytes(at(name, path));
    }

    @Override
    public Instant modified(String name, String path) throws IOException {
      return Files.getLastModifiedTime(at(name, path)).toInstant();
    }

    @Override
    public boolean executable(String name, String path) {
      return Files.isExecutable(at(name, path));
    }

    @Override
    public boolean leftovers() throws IOException {
      try (Stream<Path> all = Files.list(folder)) {
        return all.anyMatch(p -> p.getFileName().toString().startsWith("."));
      }
    }
  }
}
