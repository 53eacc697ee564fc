package dev.ferry.io.file;

import dev.ferry.io.tasks.InATask;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.FileVault;
import dev.ferry.port.VaultException;
import dev.ferry.sim.contract.FileVaultContract;
import dev.ferry.sim.contract.VaultBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryVaultContractTest extends FileVaultContract {
  @TempDir Path folder;

  @Override
  protected void run(VaultBed.Body body) throws Exception {
    InATask.run(_ -> body.run(new Bed(folder)));
  }

  private record Bed(Path folder) implements VaultBed {
    @Override
    public FileVault vault() {
      return vault(folder.resolve("in"));
    }

    /** A folder that went away cannot be written by anybody, not even by root. */
    @Override
    public FileVault unwritable() {
      Path gone = folder.resolve("gone");
      FileVault vault = vault(gone);
      try {
        Files.delete(gone);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return vault;
    }

    private static FileVault vault(Path at) {
      try {
        return DirectoryVault.in(at, new SystemRandomness());
      } catch (VaultException e) {
        throw new AssertionError(e);
      }
    }

    private List<String> all() throws IOException {
      if (!Files.exists(folder.resolve("in"))) {
        return List.of();
      }
      try (Stream<Path> entries = Files.list(folder.resolve("in"))) {
        return entries.map(p -> p.getFileName().toString()).toList();
      }
    }

    @Override
    public List<String> names() throws IOException {
      return all().stream().filter(n -> !n.startsWith(".")).toList();
    }

    @Override
    public byte[] content(String name) throws IOException {
      return Files.readAllBytes(folder.resolve("in").resolve(name));
    }

    @Override
    public Instant modified(String name) throws IOException {
      return Files.getLastModifiedTime(folder.resolve("in").resolve(name)).toInstant();
    }

    @Override
    public List<String> records() throws IOException {
      List<String> records = new ArrayList<>();
      for (String name : all()) {
        if (name.endsWith(".ferry-record")) {
          records.add(Files.readString(folder.resolve("in").resolve(name)));
        }
      }
      return records;
    }

    @Override
    public boolean leftovers() throws IOException {
      return all().stream().anyMatch(n -> n.startsWith("."));
    }
  }
}
