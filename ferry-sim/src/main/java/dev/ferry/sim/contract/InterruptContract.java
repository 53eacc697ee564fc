package dev.ferry.sim.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.port.Monitor;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What {@link TaskHandle#interrupt} promises. */
public abstract class InterruptContract {
  /** Runs the body as a task of the implementation under test, once or many times. */
  protected abstract void run(TasksContract.Body body) throws Exception;

  @Test
  void interruptingEndsAWait() throws Exception {
    run(tasks -> {
      TaskHandle waiter = tasks.fork("waiter", () -> tasks.sleep(Long.MAX_VALUE));
      waiter.interrupt();
      waiter.join();
      assertThat(waiter.failure()).containsInstanceOf(InterruptedException.class);
    });
  }

  @Test
  void anInterruptBeforeTheWaitIsKeptForIt() throws Exception {
    run(tasks -> {
      Gate gate = new Gate(tasks);
      TaskHandle waiter =
          tasks.fork(
              "waiter",
              () -> {
                gate.pass();
                tasks.monitor().await(() -> true, Tasks.NEVER);
              });
      waiter.interrupt();
      gate.open();
      waiter.join();
      assertThat(waiter.failure()).containsInstanceOf(InterruptedException.class);
    });
  }

  @Test
  void anInterruptIsDeliveredOnce() throws Exception {
    run(tasks -> {
      boolean[] second = {false};
      TaskHandle waiter =
          tasks.fork(
              "waiter",
              () -> {
                try {
                  tasks.sleep(Long.MAX_VALUE);
                } catch (InterruptedException first) {
                  second[0] = tasks.monitor().await(() -> true, Tasks.NEVER);
                }
              });
      waiter.interrupt();
      waiter.join();
      assertThat(waiter.failure()).isEmpty();
      assertThat(second[0]).isTrue();
    });
  }

  @Test
  void anInterruptedWaitTakesNothing() throws Exception {
    run(tasks -> {
      Monitor monitor = tasks.monitor();
      Queue<String> queue = new ArrayDeque<>();
      List<String> taken = new ArrayList<>();
      TaskHandle taker =
          tasks.fork(
              "taker",
              () ->
                  monitor.await(() -> !queue.isEmpty() && taken.add(queue.remove()), Tasks.NEVER));
      TaskHandle giver = tasks.fork("giver", () -> monitor.change(() -> queue.add("it")));
      taker.interrupt();
      taker.join();
      giver.join();
      boolean wasInterrupted = taker.failure().isPresent();
      monitor.change(() -> {
        assertThat(taken).hasSize(wasInterrupted ? 0 : 1);
        assertThat(queue).hasSize(wasInterrupted ? 1 : 0);
      });
    });
  }

  @Test
  void changesAreNotInterrupted() throws Exception {
    run(tasks -> {
      Monitor monitor = tasks.monitor();
      int[] count = {0};
      TaskHandle adder =
          tasks.fork(
              "adder",
              () -> {
                for (int i = 0; i < 10; i++) {
                  monitor.change(() -> count[0]++);
                }
              });
      adder.interrupt();
      adder.join();
      assertThat(adder.failure()).isEmpty();
      assertThat(count[0]).isEqualTo(10);
    });
  }

  @Test
  void joinOutlastsAnInterruptAndDeliversItLater() throws Exception {
    run(tasks -> {
      Gate gate = new Gate(tasks);
      boolean[] joined = {false};
      TaskHandle child = tasks.fork("child", gate::pass);
      TaskHandle joiner =
          tasks.fork(
              "joiner",
              () -> {
                child.join();
                joined[0] = child.done();
                tasks.sleep(Long.MAX_VALUE);
              });
      joiner.interrupt();
      gate.open();
      joiner.join();
      assertThat(joined[0]).isTrue();
      assertThat(joiner.failure()).containsInstanceOf(InterruptedException.class);
    });
  }

  @Test
  void aTaskMayPassAnInterruptOnToItsNextWait() throws Exception {
    run(tasks -> {
      boolean[] second = {false};
      TaskHandle waiter =
          tasks.fork(
              "waiter",
              () -> {
                try {
                  tasks.sleep(Long.MAX_VALUE);
                } catch (InterruptedException first) {
                  tasks.interruptSelf();
                  second[0] = true;
                }
                tasks.monitor().await(() -> true, Tasks.NEVER);
              });
      waiter.interrupt();
      waiter.join();
      assertThat(second[0]).isTrue();
      assertThat(waiter.failure()).containsInstanceOf(InterruptedException.class);
    });
  }

  @Test
  void interruptingAnEndedTaskDoesNothing() throws Exception {
    run(tasks -> {
      TaskHandle task = tasks.fork("short", () -> {});
      task.join();
      task.interrupt();
      assertThat(task.failure()).isEmpty();
      assertThat(task.done()).isTrue();
    });
  }

  @Test
  void severalTasksMayJoinTheSame() throws Exception {
    run(tasks -> {
      Gate gate = new Gate(tasks);
      TaskHandle child = tasks.fork("child", gate::pass);
      TaskHandle one = tasks.fork("one", child::join);
      TaskHandle two = tasks.fork("two", child::join);
      gate.open();
      one.join();
      two.join();
      assertThat(child.done()).isTrue();
    });
  }

  /** Holds tasks back until it is opened, in a way that an interrupt cannot end. */
  private static final class Gate {
    private final Monitor monitor;
    private final TaskHandle opening;
    private boolean open;

    Gate(Tasks tasks) {
      monitor = tasks.monitor();
      opening = tasks.fork("gate", () -> monitor.await(() -> open, Tasks.NEVER));
    }

    void open() {
      monitor.change(() -> open = true);
    }

    void pass() {
      opening.join();
    }
  }
}
