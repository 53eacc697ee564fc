package dev.ferry.architecture;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Breaks every rule of purity once, each in a method named after it; is never run. */
@SuppressWarnings({"resource", "unused", "ReturnValueIgnored", "CheckReturnValue"})
final class Impure {
  private Impure() {}

  static Object opensSocket() throws IOException {
    return new Socket();
  }

  static Object listens() throws IOException {
    return new ServerSocket(0);
  }

  static Object opensSocketChannel() throws IOException {
    return SocketChannel.open();
  }

  static Object opensDatagramChannel() throws IOException {
    return DatagramChannel.open();
  }

  static boolean asksFileSystem(Path path) {
    return Files.exists(path);
  }

  static Object readsFile() throws IOException {
    return new FileInputStream("name");
  }

  static void sleeps() throws InterruptedException {
    Thread.sleep(1);
  }

  static void startsThread(Runnable task) {
    Thread.ofVirtual().start(task);
  }

  static Object makesExecutor() {
    return Executors.newVirtualThreadPerTaskExecutor();
  }

  static void locks(ReentrantLock lock) {
    lock.lock();
  }

  static Object blocksOnQueue(ArrayBlockingQueue<String> queue) throws InterruptedException {
    return queue.take();
  }

  static void waits(Object lock) throws InterruptedException {
    lock.wait();
  }

  static long readsNanoTime() {
    return System.nanoTime();
  }

  static LongSupplier refersToClock() {
    return System::currentTimeMillis;
  }

  static Instant readsInstant() {
    return Instant.now();
  }

  static Clock takesSystemClock() {
    return Clock.systemUTC();
  }

  static InetAddress resolves() throws IOException {
    return InetAddress.getByName("example.org");
  }

  static InetAddress[] resolvesAll() throws IOException {
    return InetAddress.getAllByName("example.org");
  }

  static InetSocketAddress resolvesInPassing() {
    return new InetSocketAddress("example.org", 5222);
  }

  static Random drawsUnseeded() {
    return new Random();
  }

  static UUID drawsIdentity() {
    return UUID.randomUUID();
  }

  /** What looks alike and is allowed. */
  static final class Pure {
    private Pure() {}

    static InetSocketAddress literal(ConcurrentHashMap<String, Random> seeded) {
      seeded.put("seed", new Random(TimeUnit.SECONDS.toNanos(1)));
      return new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5222);
    }
  }
}
