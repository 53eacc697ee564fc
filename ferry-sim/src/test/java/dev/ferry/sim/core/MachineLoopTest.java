package dev.ferry.sim.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.machine.MachineLoop;
import dev.ferry.machine.Mailbox;
import dev.ferry.machine.Step;
import dev.ferry.port.TaskHandle;
import dev.ferry.sim.SimWorld;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineLoopTest {
  private static final long MILLI = 1_000_000;

  /** Collects the events it saw; each is answered by two effects; {@code stop} ends it. */
  private static Step<List<String>, String> on(List<String> seen, String event) {
    List<String> next = new ArrayList<>(seen);
    next.add(event);
    return Step.to(List.copyOf(next), "1 " + event, "2 " + event);
  }

  private static boolean hasStopped(List<String> seen) {
    return seen.contains("stop");
  }

  private record Bench(
      SimWorld world, Mailbox<String> mailbox, MachineLoop<List<String>, String, String> loop) {
    static Bench in(SimWorld world) {
      Mailbox<String> mailbox = new Mailbox<>(world.tasks(), 100);
      return new Bench(
          world, mailbox, new MachineLoop<>("test", world.tasks(), mailbox, MachineLoopTest::on));
    }

    List<String> run() throws InterruptedException {
      return loop.run(List.of(), MachineLoopTest::hasStopped, effect -> {});
    }
  }

  @Test
  void effectsAreCarriedOutInOrderUntilAStateIsFinal() {
    SimWorld.underSeeds(
        50,
        world -> {
          Bench bench = Bench.in(world);
          List<String> done = new ArrayList<>();
          bench.mailbox().post("a");
          bench.mailbox().post("stop");
          bench.mailbox().post("too late");
          List<String> end = bench.loop().run(List.of(), MachineLoopTest::hasStopped, done::add);
          assertThat(end).containsExactly("a", "stop");
          assertThat(done).containsExactly("1 a", "2 a", "1 stop", "2 stop");
        });
  }

  @Test
  void aFinalStateTakesNoEvent() {
    SimWorld.underSeeds(
        5,
        world ->
            assertThat(
                    Bench.in(world)
                        .loop()
                        .run(List.of("stop"), MachineLoopTest::hasStopped, effect -> {}))
                .containsExactly("stop"));
  }

  @Test
  void timersComeAtTheirTimeAmongTheOtherEvents() {
    SimWorld.underSeeds(
        50,
        world -> {
          Bench bench = Bench.in(world);
          bench.loop().timer("late", 300 * MILLI);
          bench.loop().timer("early", 100 * MILLI);
          bench.loop().timer("stop", 500 * MILLI);
          TaskHandle poster =
              world
                  .tasks()
                  .fork(
                      "poster",
                      () -> {
                        world.tasks().sleep(200 * MILLI);
                        bench.mailbox().post("between");
                      });
          assertThat(bench.run()).containsExactly("early", "between", "late", "stop");
          assertThat(world.tasks().now()).isEqualTo(500 * MILLI);
          poster.join();
        });
  }

  @Test
  void timersOfOneTimeComeInTheOrderTheyWereArmed() {
    SimWorld.underSeeds(
        5,
        world -> {
          Bench bench = Bench.in(world);
          List<String> names = List.of("q", "w", "e", "r", "t", "z", "u");
          names.forEach(n -> bench.loop().timer(n, MILLI));
          bench.loop().timer("stop", 2 * MILLI);
          assertThat(bench.run()).startsWith(names.toArray(String[]::new));
        });
  }

  @Test
  void aTimerThatIsSetAgainComesOnceAndOneThatIsClearedNever() {
    SimWorld.underSeeds(
        5,
        world -> {
          Bench bench = Bench.in(world);
          bench.loop().timer("again", 100 * MILLI);
          bench.loop().timer("never", 100 * MILLI);
          bench.loop().timer("again", 200 * MILLI);
          bench.loop().timer("first", 150 * MILLI);
          bench.loop().clear("never");
          bench.loop().timer("stop", 300 * MILLI);
          assertThat(bench.run()).containsExactly("first", "again", "stop");
        });
  }

  @Test
  void anActorMayArmAndClearTimers() {
    SimWorld.underSeeds(
        50,
        world -> {
          Bench bench = Bench.in(world);
          bench.mailbox().post("arm");
          bench.loop().timer("unwanted", 50 * MILLI);
          List<String> end =
              bench
                  .loop()
                  .run(
                      List.of(),
                      MachineLoopTest::hasStopped,
                      effect -> {
                        if (effect.equals("1 arm")) {
                          bench.loop().clear("unwanted");
                          bench.loop().timer("stop", 100 * MILLI);
                        }
                      });
          assertThat(end).containsExactly("arm", "stop");
        });
  }

  @Test
  void anInterruptEndsTheLoop() {
    SimWorld.underSeeds(
        50,
        world -> {
          Bench bench = Bench.in(world);
          TaskHandle loop = world.tasks().fork("loop", bench::run);
          bench.mailbox().post("a");
          loop.interrupt();
          loop.join();
          assertThat(loop.failure()).containsInstanceOf(InterruptedException.class);
        });
  }
}
