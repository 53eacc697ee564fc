package dev.ferry.sim.ice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.Found;
import dev.ferry.ice.Role;
import dev.ferry.port.ByteStream;
import dev.ferry.port.TaskHandle;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.contract.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever ends a meeting, or its stream, and whenever: nothing is left running or open. */
class CancelledMeetingTest {
  /** What comes in between. */
  enum Cut {
    WE_GIVE_THE_MEETING_UP,
    OUR_TASK_IS_INTERRUPTED,
    WE_CLOSE_THE_STREAM,
    THE_PEER_CLOSES
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void withAPeerThatNominates(Cut cut) {
    var report =
        CancelEverywhere.withSeed(1)
            .run((world, stretch) -> {
              try (var scene = new StockScene(world, Role.CONTROLLED, true)) {
                List<AutoCloseable> open = new ArrayList<>();
                TaskHandle[] using = new TaskHandle[1];
                stretch.begins(() -> strike(cut, scene, open));
                using[0] = scene.tasks().fork("we use it", () -> use(scene, open));
                nominateAndSpeak(scene, open);
                using[0].join();
                stretch.ends();
              }
              assertThat(world.network().open()).isEmpty();
            });
    assertThat(report.struck()).isGreaterThan(40);
  }

  private static void strike(Cut cut, StockScene scene, List<AutoCloseable> open) throws Exception {
    switch (cut) {
      case WE_GIVE_THE_MEETING_UP -> scene.meeting().close();
      case OUR_TASK_IS_INTERRUPTED -> scene.connecting().interrupt();
      case WE_CLOSE_THE_STREAM -> close(open, ByteStream.class);
      case THE_PEER_CLOSES -> close(open, StockPeer.class);
    }
  }

  private static void close(List<AutoCloseable> open, Class<?> kind) throws Exception {
    for (AutoCloseable thing : List.copyOf(open)) {
      if (kind.isInstance(thing)) {
        thing.close();
      }
    }
  }

  /** The peer gives up the moment something fails. */
  private static void nominateAndSpeak(StockScene scene, List<AutoCloseable> open)
      throws Exception {
    try (StockPeer peer = scene.nominates()) {
      open.add(peer);
      peer.frame(Bytes.random(1000));
      assertThat(peer.bytes()).hasSize(2000);
    } catch (IOException cut) {
      // What was disturbed ends somehow, but it ends.
    }
  }

  private static void use(StockScene scene, List<AutoCloseable> open) throws Exception {
    scene.connecting().join();
    for (Found found : scene.maybeFound()) {
      try (ByteStream stream = found.stream()) {
        open.add(stream);
        if (Bytes.readFully(stream, 1000).length == 1000) {
          Bytes.write(stream, Bytes.random(2000));
          stream.closeOutput();
          Bytes.readAll(stream);
        }
      } catch (IOException cut) {
        // As above.
      }
    }
  }
}
