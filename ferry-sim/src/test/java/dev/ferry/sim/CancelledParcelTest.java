package dev.ferry.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.ByteStream;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.Listener;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.sim.CancelEverywhere.Cut;
import dev.ferry.sim.file.Leftover;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.file.SimVault;
import dev.ferry.sim.network.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A file over one bare connection, disturbed everywhere: what is left behind is found. */
class CancelledParcelTest {
  private static final int SIZE = 200_000;
  private static final InetSocketAddress BOB =
      new InetSocketAddress(InetAddress.ofLiteral("10.0.0.2"), 0);

  /** Alice sends, Bob stores; each notes how it ended. */
  private static class Parcel {
    final SimWorld world;
    final World alice;
    final World bob;
    final SimFile file;
    final SimVault vault;
    final List<String> ends = new ArrayList<>();

    Parcel(SimWorld world) {
      this.world = world;
      alice = world.host("alice", "10.0.0.1");
      bob = world.host("bob", "10.0.0.2");
      file = SimFile.generated(world.tasks(), "parcel", SIZE, 1);
      vault = new SimVault(world.tasks());
      world.watch(() -> vault.leftovers().stream().map(Leftover::toString).toList());
      world.watch(file::readers);
    }

    void play(Cut cut) throws IOException, InterruptedException {
      try (Listener listener = bob.network().listen(BOB)) {
        TaskHandle receiver = world.tasks().fork("bob", () -> receive(listener));
        TaskHandle sender = world.tasks().fork("alice", () -> send(listener.address()));
        cut.begins(() -> disturb(sender));
        sender.join();
        // Whoever was stopped before it connected leaves nobody to accept.
        listener.close();
        receiver.join();
        cut.ends();
      }
      assertThat(ends).hasSize(2).anyMatch(e -> e.startsWith("alice"));
    }

    void disturb(TaskHandle sender) {
      sender.interrupt();
    }

    private void send(InetSocketAddress to) {
      try (ByteStream stream = alice.network().connect(to, Tasks.NEVER);
          FileSource.Reader reader = file.open()) {
        ByteBuffer buffer = ByteBuffer.allocate(10_000);
        for (long at = 0; reader.read(buffer.clear(), at) > 0; at += buffer.limit()) {
          stream.write(buffer.flip());
        }
        stream.closeOutput();
        // Until Bob has closed.
        ends.add(stream.read(buffer.clear()) < 0 ? "alice is done" : "alice heard something");
      } catch (IOException | InterruptedException stopped) {
        ends.add("alice was stopped");
      }
    }

    private void receive(Listener listener) {
      try (ByteStream stream = listener.accept().stream()) {
        ends.add(store(stream) ? "bob is done" : "bob got a part");
      } catch (IOException | InterruptedException stopped) {
        ends.add("bob was stopped");
      }
    }

    boolean store(ByteStream stream) throws IOException, InterruptedException {
      PartialFile partial = vault.begin("parcel", SIZE, "");
      try {
        return fill(partial, stream);
      } finally {
        partial.discard();
      }
    }

    final boolean fill(PartialFile partial, ByteStream stream)
        throws IOException, InterruptedException {
      ByteBuffer buffer = ByteBuffer.allocate(10_000);
      while (stream.read(buffer.clear()) >= 0) {
        partial.write(buffer.flip());
      }
      if (partial.written() == SIZE) {
        partial.publish(Optional.empty());
        return true;
      }
      return false;
    }
  }

  /** Forgets the partial file when the stream breaks. */
  private static final class Careless extends Parcel {
    Careless(SimWorld world) {
      super(world);
    }

    @Override
    void disturb(TaskHandle sender) {
      world.network().fault("alice", "bob", Fault.RESET);
    }

    @Override
    boolean store(ByteStream stream) throws IOException, InterruptedException {
      PartialFile partial = vault.begin("parcel", SIZE, "");
      boolean whole = fill(partial, stream);
      partial.discard();
      return whole;
    }
  }

  @Test
  void nothingIsLeftWheneverTheSenderIsStopped() {
    for (long seed = 0; seed < 3; seed++) {
      var ends = new ArrayList<String>();
      var report =
          new CancelEverywhere(seed, 1000)
              .run((world, cut) -> {
                Parcel parcel = new Parcel(world);
                parcel.play(cut);
                ends.addAll(parcel.ends);
              });
      assertThat(report.struck()).isEqualTo((int) report.switches()).isGreaterThan(100);
      assertThat(ends)
          .contains("alice is done", "bob is done", "alice was stopped", "bob got a part");
    }
  }

  @Test
  void aFileLeftBehindAtSomeMomentsOnlyIsFound() {
    assertThatThrownBy(
            () -> new CancelEverywhere(1, 1000).run((world, cut) -> new Careless(world).play(cut)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("disturbed at switch ")
        .hasMessageContaining("LEAKED: nobody closed Leftover[name=parcel");
  }
}
