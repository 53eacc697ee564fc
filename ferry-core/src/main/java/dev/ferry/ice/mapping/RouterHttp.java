package dev.ferry.ice.mapping;

import dev.ferry.machine.StreamTimer;
import dev.ferry.port.ByteStream;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** HTTP as far as routers need it: one request a connection, no redirects, bounded answers. */
final class RouterHttp {
  private static final int LARGEST = 256 * 1024;
  private static final String END_OF_HEAD = "\r\n\r\n";

  private final World world;

  RouterHttp(World world) {
    this.world = world;
  }

  /** An answer, whatever its status. */
  record Answer(int status, String body) {}

  Answer get(URI at, long deadline) throws IOException, InterruptedException {
    return ask(at, "GET " + path(at) + " HTTP/1.1\r\n" + common(at) + "\r\n", deadline);
  }

  Answer post(URI at, String action, String body, long deadline)
      throws IOException, InterruptedException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return ask(
        at,
        "POST "
            + path(at)
            + " HTTP/1.1\r\n"
            + common(at)
            + "Content-Type: text/xml; charset=\"utf-8\"\r\nSOAPAction: \""
            + action
            + "\"\r\nContent-Length: "
            + length
            + "\r\n\r\n"
            + body,
        deadline);
  }

  private static String common(URI at) {
    return "Host: " + at.getRawAuthority() + "\r\nConnection: close\r\n";
  }

  private static String path(URI at) {
    String path = at.getRawPath() == null || at.getRawPath().isEmpty() ? "/" : at.getRawPath();
    return at.getRawQuery() == null ? path : path + "?" + at.getRawQuery();
  }

  /**
   * @param at at a literal address
   */
  private Answer ask(URI at, String request, long deadline)
      throws IOException, InterruptedException {
    InetSocketAddress to =
        new InetSocketAddress(InetAddress.ofLiteral(at.getHost()), Ssdp.port(at));
    try (ByteStream stream = world.network().connect(to, deadline)) {
      return StreamTimer.within(
          world.tasks(),
          stream,
          deadline,
          () -> {
            stream.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            return answer(stream, at);
          });
    }
  }

  private static Answer answer(ByteStream stream, URI at) throws IOException, InterruptedException {
    ByteBuffer into = ByteBuffer.allocate(LARGEST);
    Optional<Answer> answer = Optional.empty();
    while (answer.isEmpty()) {
      boolean ended = stream.read(into) < 0;
      String text = StandardCharsets.ISO_8859_1.decode(into.duplicate().flip()).toString();
      answer = HttpBody.read(text, ended);
      if (answer.isEmpty() && (ended || !into.hasRemaining())) {
        throw new IOException("UPnP: the answer of " + at + " makes no sense or has no end");
      }
    }
    return answer.get();
  }

  /** The body of an answer, once all of it is there. */
  static final class HttpBody {
    private HttpBody() {}

    /**
     * @param text what came so far, a character an octet
     * @param ended whether nothing more comes
     */
    static Optional<Answer> read(String text, boolean ended) {
      int end = text.indexOf(END_OF_HEAD);
      Optional<HttpHead> head = end < 0 ? Optional.empty() : HttpHead.read(text.substring(0, end));
      if (head.isEmpty()) {
        return Optional.empty();
      }
      String rest = text.substring(end + END_OF_HEAD.length());
      return body(head.get(), rest, ended).map(b -> new Answer(head.get().status(), utf8(b)));
    }

    private static Optional<String> body(HttpHead head, String rest, boolean ended) {
      if (head.header("Transfer-Encoding").map(t -> t.equalsIgnoreCase("chunked")).orElse(false)) {
        return chunks(rest);
      }
      Optional<Integer> length = head.header("Content-Length").flatMap(l -> number(l, 10));
      if (length.isPresent()) {
        return rest.length() >= length.get()
            ? Optional.of(rest.substring(0, length.get()))
            : Optional.empty();
      }
      return ended ? Optional.of(rest) : Optional.empty();
    }

    private static Optional<String> chunks(String rest) {
      StringBuilder all = new StringBuilder();
      int at = 0;
      while (true) {
        int line = rest.indexOf("\r\n", at);
        if (line < 0) {
          return Optional.empty();
        }
        Optional<Integer> size = number(rest.substring(at, line).split(";", 2)[0].strip(), 16);
        if (size.isEmpty() || rest.length() - line - 2 < size.get()) {
          return Optional.empty();
        }
        if (size.get() == 0) {
          return Optional.of(all.toString());
        }
        all.append(rest, line + 2, line + 2 + size.get());
        at = line + 2 + size.get() + 2;
        if (at > rest.length()) {
          return Optional.empty();
        }
      }
    }

    private static Optional<Integer> number(String text, int radix) {
      try {
        int value = Integer.parseInt(text, radix);
        return value >= 0 && value <= LARGEST ? Optional.of(value) : Optional.empty();
      } catch (NumberFormatException none) {
        return Optional.empty();
      }
    }

    private static String utf8(String octets) {
      return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
  }
}
