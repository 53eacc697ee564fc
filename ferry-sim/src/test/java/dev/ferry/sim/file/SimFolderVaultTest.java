package dev.ferry.sim.file;

import dev.ferry.port.FolderVault;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.FolderBed;
import dev.ferry.sim.contract.FolderVaultContract;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class SimFolderVaultTest extends FolderVaultContract {
  @Override
  protected void run(FolderBed.Body body) {
    SimWorld.underSeeds(
        5,
        world -> {
          SimFolderVault unwritable = new SimFolderVault(world.tasks());
          unwritable.writable(false);
          body.run(new Bed(new SimFolderVault(world.tasks()), unwritable));
        });
  }

  private record Bed(SimFolderVault sim, FolderVault unwritable) implements FolderBed {
    @Override
    public FolderVault vault() {
      return sim;
    }

    @Override
    public List<String> names() {
      return sim.received().stream().map(ReceivedFolder::name).toList();
    }

    private ReceivedFolder named(String name) {
      return sim.received().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    }

    @Override
    public List<String> files(String name) {
      return List.copyOf(named(name).files().keySet());
    }

    @Override
    public List<String> folders(String name) {
      return named(name).folders();
    }

    @Override
    public byte[] content(String name, String path) {
      return Optional.ofNullable(named(name).files().get(path)).orElseThrow();
    }

    @Override
    public Instant modified(String name, String path) {
      return sim.modified(name, path).orElseThrow();
    }

    @Override
    public boolean executable(String name, String path) {
      return named(name).programs().contains(path);
    }

    @Override
    public boolean leftovers() {
      return !sim.leftovers().isEmpty();
    }
  }
}
