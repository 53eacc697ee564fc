package dev.ferry.io.xmpp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Forwards TCP connections to one server, and breaks them as a bad network would. */
final class Forwarder implements AutoCloseable {
  private final ServerSocket listener;
  private final InetSocketAddress server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicLong budget = new AtomicLong(Long.MAX_VALUE);
  private final AtomicBoolean frozen = new AtomicBoolean();
  private final AtomicBoolean refusing = new AtomicBoolean();
  private final AtomicInteger accepted = new AtomicInteger();

  Forwarder(InetSocketAddress server) throws IOException {
    this.server = server;
    this.listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().name("forwarder").start(this::acceptAll);
  }

  int port() {
    return listener.getLocalPort();
  }

  int accepted() {
    return accepted.get();
  }

  /** Breaks every connection now. */
  void cut() {
    sockets.forEach(Forwarder::close);
    sockets.clear();
  }

  /** Breaks the connection once so many more bytes have come from the server. */
  void cutAfter(long bytes) {
    budget.set(bytes);
  }

  /** From now on, swallows everything without a word. */
  void freeze() {
    frozen.set(true);
  }

  /** Whether to break new connections at once. */
  void refuse(boolean whether) {
    refusing.set(whether);
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket client = listener.accept();
        accepted.incrementAndGet();
        if (refusing.get()) {
          close(client);
        } else {
          frozen.set(false);
          forward(client);
        }
      }
    } catch (IOException closed) {
      cut();
    }
  }

  private void forward(Socket client) throws IOException {
    Socket upstream = new Socket(server.getAddress(), server.getPort());
    client.setTcpNoDelay(true);
    upstream.setTcpNoDelay(true);
    sockets.addAll(List.of(client, upstream));
    Thread.ofVirtual().start(() -> copy(client, upstream, new AtomicLong(Long.MAX_VALUE)));
    Thread.ofVirtual().start(() -> copy(upstream, client, budget));
  }

  private void copy(Socket from, Socket to, AtomicLong left) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[16 << 10];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        long allowed = Math.min(n, left.get());
        if (!frozen.get()) {
          out.write(buffer, 0, (int) allowed);
        }
        if (left.addAndGet(-n) < 0) {
          left.set(Long.MAX_VALUE);
          break;
        }
      }
    } catch (IOException broken) {
      // Both ends are closed below, which is how a break shows.
    }
    close(from);
    close(to);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
