package dev.ferry.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.port.Network;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.VaultException;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.ReceivedFolder;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.file.SimFolder;
import dev.ferry.sim.file.SimFolderVault;
import dev.ferry.sim.network.Link;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A loss of power tears nothing that has its final name, or that is noted as whole. */
class FolderPowerTest {
  private static final long FORCING = 3_000_000;
  private static final int FILES = 3 * Settling.GROUP + 50;
  private static final int MOMENTS = 60;

  private static SimFolder many(SimWorld world) {
    SimFolder folder = new SimFolder(world.tasks(), "things");
    for (int i = 0; i < FILES; i++) {
      folder.with("folder " + i % 7 + "/file " + i, 100 + i);
    }
    return folder;
  }

  /** What is done with a folder, its vault, and the hosts at both ends. */
  private interface Play {
    void act(SimFolderVault vault, Network sender, Network receiver) throws Exception;
  }

  private static void play(SimWorld world, Play play) throws Exception {
    SimFolderVault vault = new SimFolderVault(world.tasks());
    Network sender = world.network().host("sender", "10.0.0.1");
    Network receiver = world.network().host("receiver", "10.0.0.2");
    world.network().link("sender", "receiver", Link.LAN);
    vault.forcing(FORCING);
    play.act(vault, sender, receiver);
  }

  @Test
  void filesAreForcedSeveralAtOnceBesideTheBytes() {
    SimWorld.run(
            3,
            world ->
                play(
                    world,
                    (vault, sender, receiver) ->
                        Table.again(
                            world,
                            sender,
                            receiver,
                            vault,
                            table -> {
                              long start = world.tasks().now();
                              table.exchange(many(world));
                              assertThat(world.tasks().now() - start)
                                  .isGreaterThan(FILES * FORCING / 10)
                                  .isLessThan(FILES * FORCING / 4);
                            })))
        .check();
  }

  @Test
  void everyMomentIsGoodForALossOfPower() {
    long[] all = {0};
    SimWorld.run(
            3,
            world -> {
              play(world, (vault, sender, receiver) -> attempt(world, vault, sender, receiver));
              all[0] = world.switches();
            })
        .check();
    List<Integer> left = new ArrayList<>();
    for (int moment = 1; moment <= MOMENTS; moment++) {
      long at = moment * all[0] / MOMENTS;
      SimWorld.run(3, world -> play(world, cut(world, at, left))).check();
    }
    // Some of the moments found files whole, none all of them before the end.
    assertThat(left).anyMatch(files -> files >= Settling.GROUP);
    assertThat(left).first().isEqualTo(0);
  }

  /** Loses the power at one switch, then goes on. */
  private static Play cut(SimWorld world, long at, List<Integer> left) {
    return (vault, sender, receiver) -> {
      world.atSwitch(at, vault::powerCut);
      attempt(world, vault, sender, receiver);
      if (vault.received().isEmpty()) {
        left.add(whole(world, vault));
        attempt(world, vault, sender, receiver);
      }
      vault.powerCut();
      assertWhole(vault.received().getFirst(), many(world).files());
      assertThat(vault.leftovers()).isEmpty();
    };
  }

  /** How many files are noted as whole; each of them is. */
  private static int whole(SimWorld world, SimFolderVault vault) throws Exception {
    SimFolder folder = many(world);
    LocalNames local = LocalNames.of(folder.tree(), false);
    Prints prints = new Prints(folder.tree(), local.tree());
    List<byte[]> noted = new ArrayList<>();
    List<Integer> files = new ArrayList<>();
    for (var kept : vault.kept()) {
      try (var partial = vault.reopen(kept, "things", local.tree()).orElseThrow()) {
        partial.eachNote(line -> {
          if (Note.read(line).orElseThrow() instanceof Note.Whole(var print, byte[] digest)) {
            files.add(prints.find(print));
            noted.add(digest);
          }
        });
        for (int i = 0; i < noted.size(); i++) {
          ByteBuffer bytes = ByteBuffer.allocate((int) folder.tree().size(files.get(i)));
          assertThat(partial.read(files.get(i)).read(bytes, 0)).isEqualTo(bytes.capacity());
          Digest digest = new Digest();
          digest.update(bytes.flip());
          assertThat(digest.end()).isEqualTo(noted.get(i));
        }
      }
    }
    return noted.size();
  }

  private static void assertWhole(ReceivedFolder received, Map<String, SimFile> sent)
      throws IOException, InterruptedException {
    assertThat(received.files().keySet()).containsExactlyInAnyOrderElementsOf(sent.keySet());
    for (var file : received.files().entrySet()) {
      ByteBuffer bytes = ByteBuffer.allocate(file.getValue().length);
      try (var reader = Objects.requireNonNull(sent.get(file.getKey())).open()) {
        int unused = reader.read(bytes, 0);
      }
      assertThat(file.getValue()).as(file.getKey()).isEqualTo(bytes.array());
    }
  }

  /** One attempt, which may fail for the power. */
  private static void attempt(
      SimWorld world, SimFolderVault vault, Network sender, Network receiver) throws Exception {
    Table.again(
        world,
        sender,
        receiver,
        vault,
        table -> {
          SimFolder folder = many(world);
          TaskHandle sending = table.sending(folder, new ArrayList<>());
          try {
            table.receive(Table.offer(folder), new ArrayList<>());
          } catch (VaultException lost) {
            sending.interrupt();
          }
          sending.join();
        });
  }
}
