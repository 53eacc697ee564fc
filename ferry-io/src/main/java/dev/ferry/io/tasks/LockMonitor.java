package dev.ferry.io.tasks;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** A monitor made of a lock and one condition; deadlines are values of {@link System#nanoTime}. */
final class LockMonitor implements Monitor {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @Override
  public void change(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  @Override
  public boolean await(BooleanSupplier ready, long deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!ready.getAsBoolean()) {
        if (deadline == Tasks.NEVER) {
          changed.await();
          continue;
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        changed.awaitNanos(left);
      }
      // What held may also have taken or added something that others wait for.
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }
}
