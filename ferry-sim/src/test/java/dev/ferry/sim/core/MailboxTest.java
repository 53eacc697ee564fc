package dev.ferry.sim.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.machine.Mailbox;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.sim.SimWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private static final long MILLI = 1_000_000;

  @Test
  void nothingIsLostDoubledOrReordered() {
    SimWorld.underSeeds(
        200,
        world -> {
          Mailbox<String> mailbox = new Mailbox<>(world.tasks(), 100);
          List<TaskHandle> posters = new ArrayList<>();
          for (String name : List.of("a", "b", "c")) {
            posters.add(
                world
                    .tasks()
                    .fork(
                        name,
                        () -> {
                          for (int i = 0; i < 5; i++) {
                            assertThat(mailbox.post(name + i)).isTrue();
                          }
                        }));
          }
          List<String> taken = new ArrayList<>();
          for (int i = 0; i < 15; i++) {
            taken.add(mailbox.take(Tasks.NEVER).orElseThrow());
          }
          for (String name : List.of("a", "b", "c")) {
            assertThat(taken.stream().filter(t -> t.startsWith(name)))
                .containsExactly(name + 0, name + 1, name + 2, name + 3, name + 4);
          }
          posters.forEach(TaskHandle::join);
        });
  }

  @Test
  void whatDoesNotFitIsRefused() {
    SimWorld.underSeeds(
        20,
        world -> {
          Mailbox<Integer> mailbox = new Mailbox<>(world.tasks(), 2);
          assertThat(mailbox.post(1)).isTrue();
          assertThat(mailbox.post(2)).isTrue();
          assertThat(mailbox.post(3)).isFalse();
          assertThat(mailbox.take(Tasks.NEVER)).contains(1);
          assertThat(mailbox.post(4)).isTrue();
          assertThat(mailbox.take(Tasks.NEVER)).contains(2);
          assertThat(mailbox.take(Tasks.NEVER)).contains(4);
        });
  }

  @Test
  void takingEndsAtTheDeadline() {
    SimWorld.underSeeds(
        20,
        world -> {
          Mailbox<Integer> mailbox = new Mailbox<>(world.tasks(), 1);
          assertThat(mailbox.take(world.tasks().in(50 * MILLI))).isEmpty();
          assertThat(world.tasks().now()).isEqualTo(50 * MILLI);
        });
  }

  @Test
  void anInterruptedTakeLosesNothing() {
    SimWorld.underSeeds(
        200,
        world -> {
          Mailbox<Integer> mailbox = new Mailbox<>(world.tasks(), 1);
          List<Optional<Integer>> taken = new ArrayList<>();
          TaskHandle taker =
              world.tasks().fork("taker", () -> taken.add(mailbox.take(Tasks.NEVER)));
          TaskHandle poster = world.tasks().fork("poster", () -> mailbox.post(1));
          taker.interrupt();
          taker.join();
          poster.join();
          int left = mailbox.take(world.tasks().now()).isPresent() ? 1 : 0;
          assertThat(taken.size() + left).isEqualTo(1);
        });
  }
}
