package dev.ferry.transport;

import dev.ferry.machine.StreamTimer;
import dev.ferry.port.ByteStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The SOCKS5 handshake of bytestreams, from either end (RFC 1928 3-6, XEP-0065 5.3.2): no
 * authentication, CONNECT, and a hash in the place of the destination's name.
 *
 * <p>Plain blocking code without a deadline: the caller puts a {@link StreamTimer} on the stream.
 * Each message is one write that waits for its answer, since some clients read a message with one
 * {@code recv}; no byte behind the handshake is consumed. When a handshake fails, the caller closes
 * the stream.
 */
public final class Socks5Handshake {
  private static final byte VERSION = 5;
  private static final byte NO_AUTHENTICATION = 0;
  private static final byte NO_METHOD = (byte) 0xFF;
  private static final byte CONNECT = 1;
  private static final byte IPV4 = 1;
  private static final byte NAME = 3;
  private static final byte IPV6 = 4;
  private static final byte SUCCEEDED = 0;
  private static final byte NOT_ALLOWED = 2;
  private static final byte COMMAND_UNKNOWN = 7;
  private static final byte ADDRESS_UNKNOWN = 8;

  private Socks5Handshake() {}

  /**
   * The destination that stands for a stream: the lower-case hexadecimal SHA-1 of its id and both
   * JIDs.
   *
   * @param owner the JID of the side whose candidate it is (in XEP-0065 the requester)
   */
  public static String destination(String sid, String owner, String other) {
    try {
      byte[] text = (sid + owner + other).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /**
   * Asks the server on {@code stream} for the stream of that destination.
   *
   * @param destination at most 255 ASCII characters
   * @throws IOException when the other end is no SOCKS5 server or refuses; the message says what it
   *     answered
   */
  public static void asClient(ByteStream stream, String destination)
      throws IOException, InterruptedException {
    write(stream, VERSION, (byte) 1, NO_AUTHENTICATION);
    ByteBuffer method = read(stream, 2);
    if (method.get(0) != VERSION) {
      throw new IOException("it is no SOCKS5 server");
    }
    if (method.get(1) != NO_AUTHENTICATION) {
      throw new IOException("the SOCKS5 server asks for a login");
    }
    stream.write(message(CONNECT, destination.getBytes(StandardCharsets.US_ASCII), (short) 0));
    ByteBuffer reply = read(stream, 4);
    if (reply.get(0) != VERSION) {
      throw new IOException("it is no SOCKS5 server");
    }
    if (reply.get(1) != SUCCEEDED) {
      throw new IOException("the SOCKS5 server refused: " + meaning(reply.get(1)));
    }
    read(stream, addressLength(stream, reply.get(3)) + 2);
  }

  /**
   * Serves one client: reads its request and grants it when {@code expected} knows the destination.
   *
   * @return the destination granted, in lower case
   * @throws IOException when the client does not speak SOCKS5 or asked for anything else; it has
   *     been told
   */
  public static String asServer(ByteStream stream, Predicate<String> expected)
      throws IOException, InterruptedException {
    ByteBuffer greeting = read(stream, 2);
    if (greeting.get(0) != VERSION) {
      throw new IOException("the client does not speak SOCKS5");
    }
    if (!contains(read(stream, greeting.get(1) & 0xFF), NO_AUTHENTICATION)) {
      write(stream, VERSION, NO_METHOD);
      throw new IOException("the client insists on a login");
    }
    write(stream, VERSION, NO_AUTHENTICATION);
    ByteBuffer request = read(stream, 4);
    if (request.get(0) != VERSION) {
      throw new IOException("the client does not speak SOCKS5");
    }
    byte[] address = bytes(read(stream, addressLength(stream, request.get(3))));
    short port = read(stream, 2).getShort();
    String destination = new String(address, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    Optional<Byte> refusal = refusal(request, expected.test(destination));
    if (refusal.isPresent()) {
      stream.write(message(refusal.get(), address, port));
      throw new IOException("the client asked for something else than this transfer");
    }
    stream.write(message(SUCCEEDED, address, port));
    return destination;
  }

  private static Optional<Byte> refusal(ByteBuffer request, boolean expected) {
    if (request.get(1) != CONNECT) {
      return Optional.of(COMMAND_UNKNOWN);
    }
    if (request.get(3) != NAME) {
      return Optional.of(ADDRESS_UNKNOWN);
    }
    return expected ? Optional.empty() : Optional.of(NOT_ALLOWED);
  }

  /** A request or a reply: both have the same shape. */
  private static ByteBuffer message(byte code, byte[] name, short port) {
    return ByteBuffer.allocate(7 + name.length)
        .put(VERSION)
        .put(code)
        .put((byte) 0)
        .put(NAME)
        .put((byte) name.length)
        .put(name)
        .putShort(port)
        .flip();
  }

  private static int addressLength(ByteStream stream, byte type)
      throws IOException, InterruptedException {
    return switch (type) {
      case IPV4 -> 4;
      case IPV6 -> 16;
      case NAME -> read(stream, 1).get(0) & 0xFF;
      default -> throw new IOException("a SOCKS5 address of unknown type " + (type & 0xFF));
    };
  }

  private static String meaning(byte reply) {
    return switch (reply) {
      case 1 -> "general failure";
      case NOT_ALLOWED -> "not allowed";
      case 3 -> "network unreachable";
      case 4 -> "host unreachable";
      case 5 -> "connection refused";
      case 6 -> "it took too long";
      case COMMAND_UNKNOWN -> "command not supported";
      case ADDRESS_UNKNOWN -> "address type not supported";
      default -> "code " + (reply & 0xFF);
    };
  }

  private static boolean contains(ByteBuffer bytes, byte wanted) {
    while (bytes.hasRemaining()) {
      if (bytes.get() == wanted) {
        return true;
      }
    }
    return false;
  }

  private static byte[] bytes(ByteBuffer from) {
    byte[] bytes = new byte[from.remaining()];
    from.get(bytes);
    return bytes;
  }

  private static void write(ByteStream stream, byte... bytes)
      throws IOException, InterruptedException {
    stream.write(ByteBuffer.wrap(bytes));
  }

  /** Reads exactly that many bytes. */
  private static ByteBuffer read(ByteStream stream, int count)
      throws IOException, InterruptedException {
    ByteBuffer into = ByteBuffer.allocate(count);
    while (into.hasRemaining()) {
      if (stream.read(into) < 0) {
        throw new EOFException("the connection was closed during the SOCKS5 handshake");
      }
    }
    return into.flip();
  }
}
