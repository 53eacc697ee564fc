package dev.ferry.sim.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.VaultException;
import dev.ferry.port.VaultException.Kind;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.FileVaultContract;
import dev.ferry.sim.contract.VaultBed;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SimVaultTest {
  private static final long SECOND = 1_000_000_000;

  /** The vault keeps the contract whatever the seed. */
  @Nested
  class Contract extends FileVaultContract {
    @Override
    protected void run(VaultBed.Body body) {
      for (long seed = 0; seed < 10; seed++) {
        SimWorld.run(
                seed,
                world -> {
                  SimVault vault = new SimVault(world.tasks());
                  vault.room(10_000_000);
                  SimVault unwritable = new SimVault(world.tasks());
                  unwritable.writable(false);
                  body.run(new Bed(vault, unwritable));
                  assertThat(vault.open()).isEmpty();
                })
            .check();
      }
    }
  }

  private record Bed(SimVault vault, FileVault unwritable) implements VaultBed {
    @Override
    public List<String> names() {
      return vault.received().stream().map(Received::name).toList();
    }

    @Override
    public byte[] content(String name) {
      return vault.content(name);
    }

    @Override
    public Instant modified(String name) {
      return vault.received().stream()
          .filter(r -> r.name().equals(name))
          .findFirst()
          .flatMap(Received::modified)
          .orElseThrow();
    }

    @Override
    public List<String> records() {
      return vault.leftovers().stream().map(Leftover::record).toList();
    }

    @Override
    public boolean leftovers() {
      return !vault.leftovers().isEmpty();
    }
  }

  @Test
  void gigabytesNeedNoMemory() {
    long size = 3L << 30;
    SimWorld.run(
            1,
            world -> {
              SimFile file = SimFile.generated(world.tasks(), "big", size, 42);
              SimVault vault = new SimVault(world.tasks());
              ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
              try (FileSource.Reader reader = file.open();
                  FileVault.PartialFile partial = vault.begin("big", size, "")) {
                for (int part = 0; part < 4; part++) {
                  reader.read(buffer.clear(), (size / 4) * part);
                  partial.write(buffer.flip());
                }
                assertThat(reader.read(buffer.clear(), size)).isEqualTo(-1);
                partial.publish(Optional.empty());
              }
              assertThat(vault.received().getFirst().size()).isEqualTo(4 << 20);
            })
        .check();
  }

  @Test
  void theSumOfWhatArrivedIsTheSumOfWhatWasSent() {
    SimWorld.run(
            1,
            world -> {
              SimFile file = SimFile.generated(world.tasks(), "f", 3_000_001, 7);
              SimVault vault = new SimVault(world.tasks());
              ByteBuffer buffer = ByteBuffer.allocate(12_345);
              try (FileSource.Reader reader = file.open();
                  FileVault.PartialFile partial = vault.begin("f", file.size(), "")) {
                while (reader.read(buffer.clear(), partial.written()) > 0) {
                  partial.write(buffer.flip());
                }
                partial.publish(Optional.empty());
              }
              assertThat(vault.received().getFirst().sha256()).isEqualTo(file.sha256());
              assertThat(file.readers()).isEmpty();
            })
        .check();
  }

  @Test
  void aFullVaultFailsTheWrite() {
    SimWorld.run(
            1,
            world -> {
              SimVault vault = new SimVault(world.tasks());
              try (FileVault.PartialFile partial = vault.begin("f", 100, "")) {
                vault.room(50);
                partial.write(ByteBuffer.allocate(50));
                assertThatThrownBy(() -> partial.write(ByteBuffer.allocate(1)))
                    .isInstanceOfSatisfying(
                        VaultException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NO_SPACE));
                partial.discard();
              }
              vault.check(50);
            })
        .check();
  }

  @Test
  void aSlowVaultTakesItsTimeAndCanBeInterrupted() {
    SimWorld.run(
            1,
            world -> {
              SimVault vault = new SimVault(world.tasks());
              vault.slow(1000);
              try (FileVault.PartialFile partial = vault.begin("f", 10_000, "")) {
                partial.write(ByteBuffer.allocate(5000));
                assertThat(world.tasks().now()).isEqualTo(5 * SECOND);
                TaskHandle writer =
                    world.tasks().fork("writer", () -> partial.write(ByteBuffer.allocate(5000)));
                writer.interrupt();
                writer.join();
                assertThat(writer.failure()).containsInstanceOf(InterruptedException.class);
                assertThat(partial.written()).isEqualTo(5000);
              }
            })
        .check();
  }

  @Test
  void tellsWhichPartialFilesAreInUse() {
    SimWorld.run(
            1,
            world -> {
              SimVault vault = new SimVault(world.tasks());
              FileVault.PartialFile partial = vault.begin("f", 10, "r");
              assertThat(vault.open()).containsExactly("partial file f");
              partial.close();
              assertThat(vault.open()).isEmpty();
              assertThat(vault.leftovers()).containsExactly(new Leftover("f", 10, 0, "r", false));
            })
        .check();
  }
}
