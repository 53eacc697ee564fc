package dev.ferry.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.machine.Mailbox;
import dev.ferry.port.Monitor;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.sim.SimulationFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong in a run is told, with the names of the tasks. */
class SimWorldFailureTest {
  private static final long MILLI = 1_000_000;

  @Test
  void aForgottenReplyFailsAtOnceAndNamesWhoIsStuck() {
    Run run =
        SimWorld.run(
            3,
            world -> {
              Mailbox<String> toBob = new Mailbox<>(world.tasks(), 1);
              Mailbox<String> toAlice = new Mailbox<>(world.tasks(), 1);
              TaskHandle bob =
                  world
                      .tasks()
                      .fork(
                          "bob",
                          () -> {
                            toBob.take(Tasks.NEVER);
                            toBob.take(Tasks.NEVER);
                          });
              toBob.post("question");
              toAlice.take(Tasks.NEVER);
              bob.join();
            });
    assertThat(run.failure()).containsInstanceOf(SimulationFailure.class);
    SimulationFailure failure = (SimulationFailure) run.failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(Kind.STUCK);
    assertThat(failure)
        .hasMessageContaining("main waits without a deadline at Mailbox.take")
        .hasMessageContaining("bob waits without a deadline at Mailbox.take")
        .hasMessageContaining("SimWorldFailureTest");
    assertThatThrownBy(run::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed 3");
  }

  @Test
  void namesWhomAStuckTaskJoins() {
    Run run =
        SimWorld.run(
            1,
            world -> {
              TaskHandle idle = world.tasks().fork("idle", () -> sleepForEver(world.tasks()));
              idle.join();
            });
    assertThat(run.failure().orElseThrow()).hasMessageContaining("main waits for the end of idle");
  }

  @Test
  void aTaskThatOutlivesMainIsALeakByName() {
    Run run =
        SimWorld.run(1, world -> world.tasks().fork("straggler", () -> world.tasks().sleep(MILLI)));
    SimulationFailure failure = (SimulationFailure) run.failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(Kind.LEAKED);
    assertThat(failure).hasMessageContaining("straggler");
  }

  @Test
  void whatIsLeftOverIsUnwound() {
    boolean[] unwound = {false};
    SimWorld.run(
        1,
        world -> {
          world
              .tasks()
              .fork(
                  "straggler",
                  () -> {
                    try {
                      sleepForEver(world.tasks());
                    } finally {
                      world.tasks().monitor().change(() -> unwound[0] = true);
                    }
                  });
          world.tasks().sleep(MILLI);
        });
    assertThat(unwound[0]).isTrue();
  }

  @Test
  void aBugInAChildIsNotHidden() {
    Run run =
        SimWorld.run(
            1,
            world -> {
              TaskHandle child =
                  world
                      .tasks()
                      .fork(
                          "child",
                          () -> {
                            throw new IllegalStateException("bug");
                          });
              child.join();
            });
    SimulationFailure failure = (SimulationFailure) run.failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(Kind.CRASHED);
    assertThat(failure).hasMessageContaining("child").hasMessageContaining("bug");
  }

  @Test
  void anErrorInTheLogIsNotOverlooked() {
    Run run =
        SimWorld.run(
            1,
            world ->
                System.getLogger("dev.ferry.test")
                    .log(System.Logger.Level.ERROR, "a defect", new IllegalStateException("why")));
    SimulationFailure failure = (SimulationFailure) run.failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(Kind.CRASHED);
    assertThat(failure).hasMessageContaining("a defect").hasRootCauseMessage("why");
  }

  @Test
  void whatIsLeftOpenIsALeakByName() {
    Run run =
        SimWorld.run(
            1,
            world -> {
              var alice = world.host("alice", "10.0.0.1");
              alice.network().listen(new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 0));
              world.watch(() -> List.of("the door"));
            });
    SimulationFailure failure = (SimulationFailure) run.failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(Kind.LEAKED);
    assertThat(failure)
        .hasMessageContaining("listener at 10.0.0.1")
        .hasMessageContaining("the door");
  }

  @Test
  void whatMainThrewComesFirst() {
    IOException thrown = new IOException("main's own");
    Run run =
        SimWorld.run(
            1,
            world -> {
              world.tasks().fork("straggler", () -> sleepForEver(world.tasks()));
              throw thrown;
            });
    assertThat(run.failure()).containsSame(thrown);
    assertThat(thrown.getSuppressed()).hasSize(1);
  }

  @Test
  void anOrdinaryFailureOfAChildIsItsOwnersAffair() {
    SimWorld.run(
            1,
            world -> {
              TaskHandle child =
                  world
                      .tasks()
                      .fork(
                          "child",
                          () -> {
                            throw new IOException("refused");
                          });
              child.join();
            })
        .check();
  }

  @Test
  void aLoopWithoutEndIsARunaway() {
    Run run =
        Settings.of(1)
            .withSwitchLimit(1000)
            .run(world -> {
              Monitor monitor = world.tasks().monitor();
              while (true) {
                monitor.change(() -> {});
              }
            });
    assertThat(((SimulationFailure) run.failure().orElseThrow()).kind()).isEqualTo(Kind.RUNAWAY);
  }

  @Test
  void aTimerThatKeepsAStuckWorldGoingIsARunaway() {
    Run run =
        SimWorld.run(
            1,
            world -> {
              world
                  .tasks()
                  .fork(
                      "ping",
                      () -> {
                        while (true) {
                          world.tasks().sleep(60_000 * MILLI);
                        }
                      });
              sleepForEver(world.tasks());
            });
    SimulationFailure failure = (SimulationFailure) run.failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(Kind.RUNAWAY);
    assertThat(failure).hasMessageContaining("ping").hasMessageContaining("main");
  }

  private static void sleepForEver(Tasks tasks) throws InterruptedException {
    tasks.monitor().await(() -> false, Tasks.NEVER);
  }
}
