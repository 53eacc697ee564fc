package dev.ferry.io.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A web server that answers as a test tells it to, exchange by exchange. */
final class WebServer implements AutoCloseable {
  private final HttpServer server;
  private final LinkedBlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();

  WebServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> exchanges.add(new Exchange(exchange)));
    server.start();
  }

  URI uri(String path) {
    InetSocketAddress at = server.getAddress();
    return URI.create("http://" + at.getAddress().getHostAddress() + ":" + at.getPort() + path);
  }

  /** The next request. */
  Exchange next() throws InterruptedException {
    Exchange exchange = exchanges.poll(20, TimeUnit.SECONDS);
    if (exchange == null) {
      throw new AssertionError("nobody asks");
    }
    return exchange;
  }

  boolean nobodyAsked() {
    return exchanges.isEmpty();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** One request and its answer, which is written in pieces until it is ended. */
  static final class Exchange {
    private final HttpExchange exchange;

    private Exchange(HttpExchange exchange) {
      this.exchange = exchange;
    }

    String request() {
      return exchange.getRequestMethod() + " " + exchange.getRequestURI();
    }

    String body() throws IOException {
      return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    Exchange status(int status) throws IOException {
      exchange.sendResponseHeaders(status, 0);
      exchange.getResponseBody().flush();
      return this;
    }

    Exchange redirect(URI to) throws IOException {
      exchange.getResponseHeaders().add("Location", to.toString());
      return status(302);
    }

    Exchange write(String text) throws IOException {
      OutputStream out = exchange.getResponseBody();
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return this;
    }

    void end() {
      exchange.close();
    }
  }
}
