package dev.ferry.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A wire between a client and a server that a row can cut, mend, and stop after so many bytes. Any
 * thread may use it.
 */
final class Forwarder implements AutoCloseable {
  private enum Way {
    THERE,
    BACK
  }

  private final ServerSocket entrance;
  private final InetSocketAddress target;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Socket> open = new ArrayList<>();
  private boolean cut;
  private final Map<Way, Long> passed = new EnumMap<>(Way.class);
  private long limit = Long.MAX_VALUE;

  private Forwarder(ServerSocket entrance, InetSocketAddress target) {
    this.entrance = entrance;
    this.target = target;
    Thread.ofVirtual().name("forwarder").start(this::accept);
  }

  /** Listens at {@code entrance} and leads to {@code target}. */
  static Forwarder open(InetSocketAddress entrance, InetSocketAddress target) throws IOException {
    return new Forwarder(new ServerSocket(entrance.getPort(), 50, entrance.getAddress()), target);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(entrance.getInetAddress(), entrance.getLocalPort());
  }

  /** Drops all connections, and every new one at once, until {@link #mend}. */
  void cut() throws IOException {
    List<Socket> dropped;
    lock.lock();
    try {
      cut = true;
      dropped = List.copyOf(open);
      open.clear();
    } finally {
      lock.unlock();
    }
    for (Socket socket : dropped) {
      socket.close();
    }
  }

  /** Takes connections again. */
  void mend() {
    lock.lock();
    try {
      cut = false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets no more than so many bytes pass each way, on all connections together; what is more waits.
   * So a receiver behind a proxy gets as many as its sender could send.
   */
  void limit(long bytes) {
    lock.lock();
    try {
      limit = bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        lead(entrance.accept());
      } catch (IOException e) {
        // Closed, or the target is gone and the client's connection ended for it.
      }
    }
  }

  private void lead(Socket client) throws IOException {
    Socket server = new Socket();
    if (!register(client, server)) {
      client.close();
      return;
    }
    try {
      server.connect(target);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    Thread.ofVirtual().start(() -> pass(client, server, Way.THERE));
    Thread.ofVirtual().start(() -> pass(server, client, Way.BACK));
  }

  private boolean register(Socket client, Socket server) {
    lock.lock();
    try {
      if (cut) {
        return false;
      }
      open.add(client);
      open.add(server);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void pass(Socket from, Socket to, Way way) {
    byte[] buffer = new byte[1 << 16];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        awaitRoom(count, way);
        out.write(buffer, 0, count);
      }
      to.shutdownOutput();
    } catch (IOException | InterruptedException e) {
      drop(from);
      drop(to);
    }
  }

  private static void drop(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  private void awaitRoom(int count, Way way) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (passed.getOrDefault(way, 0L) + count > limit) {
        changed.await();
      }
      passed.merge(way, (long) count, Long::sum);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    cut();
    limit(Long.MAX_VALUE);
  }
}
