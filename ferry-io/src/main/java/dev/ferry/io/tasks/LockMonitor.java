package dev.ferry.io.tasks;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A monitor made of a lock and a condition for each who waits; deadlines are values of {@link
 * System#nanoTime}. Whoever changes something looks for whom it is ready, and wakes only them: with
 * many who wait for different things, waking all would cost more than what they do.
 */
final class LockMonitor implements Monitor {
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final List<Waiter> waiters = new ArrayList<>();
  private boolean looking;

  /** One who waits; what it waits for is asked until it has come to be, and not once more. */
  private final class Waiter {
    private final BooleanSupplier ready;
    private final Condition woken = lock.newCondition();
    private Optional<Throwable> failure = Optional.empty();
    private boolean done;

    Waiter(BooleanSupplier ready) {
      this.ready = ready;
    }

    /** Whether that is to be told to the one who waits. */
    boolean look() {
      try {
        done = ready.getAsBoolean();
      } catch (RuntimeException | Error e) {
        failure = Optional.of(e);
        done = true;
      }
      return done;
    }

    boolean outcome() {
      failure.ifPresent(LockMonitor::rethrow);
      return true;
    }
  }

  private static void rethrow(Throwable failure) {
    switch (failure) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException("nothing else is kept", failure);
    }
  }

  @Override
  public void change(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      wakeTheReady();
      lock.unlock();
    }
  }

  @Override
  public boolean await(BooleanSupplier ready, long deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (ready.getAsBoolean()) {
        // What held may also have taken or added something that others wait for.
        wakeTheReady();
        return true;
      }
      Waiter waiter = new Waiter(ready);
      waiters.add(waiter);
      try {
        return sleep(waiter, deadline);
      } finally {
        waiters.remove(waiter);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean sleep(Waiter waiter, long deadline) throws InterruptedException {
    try {
      while (!waiter.done) {
        if (deadline == Tasks.NEVER) {
          waiter.woken.await();
          continue;
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return isReadyAtLast(waiter);
        }
        waiter.woken.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      if (!waiter.done) {
        throw e;
      }
      // It may have taken something already: that must not be lost.
      Thread.currentThread().interrupt();
    }
    return waiter.outcome();
  }

  /** What waits for a time, too, may hold although nothing has changed. */
  private boolean isReadyAtLast(Waiter waiter) {
    if (!waiter.look()) {
      return false;
    }
    wakeTheReady();
    return waiter.outcome();
  }

  /**
   * With the lock held. Goes round until nobody more is ready, since one may serve another; at the
   * end of the outermost change only, as before that it is half made.
   */
  private void wakeTheReady() {
    if (looking || lock.getHoldCount() > 1) {
      return;
    }
    looking = true;
    try {
      boolean again = !waiters.isEmpty();
      while (again) {
        again = false;
        for (int i = 0; i < waiters.size(); i++) {
          Waiter waiter = waiters.get(i);
          if (!waiter.done && waiter.look()) {
            again = true;
            waiter.woken.signal();
          }
        }
      }
    } finally {
      looking = false;
    }
  }
}
