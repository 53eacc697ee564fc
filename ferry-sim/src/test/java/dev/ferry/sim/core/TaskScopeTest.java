package dev.ferry.sim.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskScopeTest {
  private static final int SEEDS = 200;

  @Test
  void closingEndsAllChildren() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          TaskScope scope = new TaskScope(world.tasks());
          List<TaskHandle> children = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            children.add(scope.fork("child", () -> world.tasks().sleep(Long.MAX_VALUE)));
          }
          scope.close();
          assertThat(children).allMatch(TaskHandle::done);
        });
  }

  @Test
  void aTaskForkedWhileTheScopeClosesIsJoinedOrRefused() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          TaskScope scope = new TaskScope(world.tasks());
          List<TaskHandle> grandchildren = new ArrayList<>();
          TaskHandle forker =
              world
                  .tasks()
                  .fork(
                      "forker",
                      () -> {
                        for (int i = 0; i < 5; i++) {
                          grandchildren.add(
                              scope.fork("late", () -> world.tasks().sleep(Long.MAX_VALUE)));
                        }
                      });
          scope.close();
          List<TaskHandle> started = List.copyOf(grandchildren);
          assertThat(started).allMatch(TaskHandle::done);
          forker.join();
          assertThat(grandchildren).allMatch(TaskHandle::done);
          assertThat(forker.failure().stream()).allMatch(ScopeClosed.class::isInstance);
        });
  }

  @Test
  void aTaskOfTheScopeMayForkWhileItCloses() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          try (TaskScope scope = new TaskScope(world.tasks())) {
            scope.fork(
                "parent",
                () -> {
                  scope.fork("one", () -> world.tasks().sleep(Long.MAX_VALUE));
                  scope.fork("two", () -> world.tasks().sleep(Long.MAX_VALUE));
                });
          }
        });
  }

  @Test
  void refusesToForkOnceClosed() {
    SimWorld.underSeeds(
        1,
        world -> {
          TaskScope scope = new TaskScope(world.tasks());
          scope.close();
          assertThatThrownBy(() -> scope.fork("late", () -> {}))
              .isInstanceOf(ScopeClosed.class)
              .hasMessageContaining("late");
        });
  }

  @Test
  void whatItOwnsIsClosedInReverseAndOnce() {
    SimWorld.underSeeds(
        20,
        world -> {
          List<String> closed = new ArrayList<>();
          TaskScope scope = new TaskScope(world.tasks());
          scope.own(() -> closed.add("first"));
          scope.own(() -> {
            throw new IOException("cannot close");
          });
          AutoCloseable released = scope.own(() -> closed.add("released"));
          scope.own(() -> closed.add("last"));
          scope.release(released);
          scope.close();
          scope.close();
          scope.own(() -> closed.add("late"));
          assertThat(closed).containsExactly("last", "first", "late");
        });
  }

  @Test
  void aChildThatMissedItsInterruptIsUnblockedByTheClosedStream() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          World home = world.host("home", "10.0.0.1");
          InetSocketAddress at = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 0);
          TaskScope scope = new TaskScope(world.tasks());
          try (Listener listener = home.network().listen(at)) {
            ByteStream mine = scope.own(home.network().connect(listener.address(), Tasks.NEVER));
            ByteStream theirs = listener.accept().stream();
            scope.fork(
                "stubborn",
                () -> {
                  try {
                    world.tasks().sleep(1);
                  } catch (InterruptedException swallowed) {
                    world.log("goes on all the same");
                  }
                  mine.read(ByteBuffer.allocate(1));
                });
            world.tasks().sleep(1);
            scope.close();
            theirs.close();
          }
        });
  }

  @Test
  void closingWhileInterruptedStillSeesTheChildrenEnd() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          boolean[] childEnded = {false};
          boolean[] sawIt = {false};
          TaskHandle owner =
              world
                  .tasks()
                  .fork(
                      "owner",
                      () -> {
                        try (TaskScope scope = new TaskScope(world.tasks())) {
                          scope.fork("child", () -> linger(world, childEnded));
                          world.tasks().sleep(Long.MAX_VALUE);
                        } finally {
                          sawIt[0] = childEnded[0];
                        }
                      });
          world.tasks().sleep(1000);
          owner.interrupt();
          owner.interrupt();
          owner.join();
          assertThat(sawIt[0]).isTrue();
        });
  }

  /** Takes a while to clean up after the interrupt. */
  private static void linger(SimWorld world, boolean[] ended) throws InterruptedException {
    try {
      world.tasks().sleep(Long.MAX_VALUE);
    } finally {
      world.tasks().sleep(1000);
      ended[0] = true;
    }
  }

  @Test
  void twoTasksMayCloseItAtOnce() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          TaskScope scope = new TaskScope(world.tasks());
          TaskHandle child = scope.fork("child", () -> world.tasks().sleep(Long.MAX_VALUE));
          TaskHandle closer =
              world
                  .tasks()
                  .fork(
                      "closer",
                      () -> {
                        scope.close();
                        assertThat(child.done()).isTrue();
                      });
          scope.close();
          assertThat(child.done()).isTrue();
          closer.join();
        });
  }
}
