package dev.ferry.ice;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Randomness;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A nominated connection whose framing goes on (RFC 4571, RFC 6544 10): bytes travel in frames, and
 * what comes of STUN between them is answered by whoever reads the connection, whether or not
 * anybody reads the stream.
 *
 * <p>At rest a task of the connection says that it is still wanted (RFC 8445 11), and asks the peer
 * so where that is wanted (RFC 7675). Any frame of the peer's counts as an answer: on a connection
 * of TCP nobody else can have sent it. The end of the stream is the end of the connection's
 * direction, between two frames; within one it was cut.
 */
final class FramedStream implements ByteStream {
  private static final System.Logger LOG = System.getLogger(FramedStream.class.getName());
  private static final long SECOND = 1_000_000_000L;

  /** RFC 8445 11: at least 15 s; NATs that forget a TCP connection sooner are rare. */
  static final long KEEP_ALIVE = 15 * SECOND;

  /** RFC 7675 5.1: every 5 s, at random between 0.8 and 1.2 of it, for 30 s without an answer. */
  static final long CONSENT = 5 * SECOND;

  static final long CONSENT_EXPIRES = 30 * SECOND;

  /** The connection below, as far as it concerns a stream. */
  interface Below extends AutoCloseable {
    byte[] keepAlive();

    /** Ends both directions, and waits for nobody. */
    void cut();

    @Override
    void close();
  }

  /**
   * How the peer is asked whether it still wants our bytes.
   *
   * @param question a new one each time; its answer comes as a frame
   */
  record Consent(Supplier<byte[]> question, Randomness random) {
    /** When to ask next. */
    private long next(Tasks tasks) {
      byte[] drawn = new byte[2];
      random.fill(drawn);
      double factor = 0.8 + 0.4 * (ByteBuffer.wrap(drawn).getShort() & 0xFFFF) / 0x10000;
      return tasks.in((long) (CONSENT * factor));
    }
  }

  private final Tasks tasks;
  private final Below below;
  private final FrameInbox inbox;
  private final FrameOutbox outbox;

  FramedStream(Tasks tasks, Below below, FrameInbox inbox, FrameOutbox outbox) {
    this.tasks = tasks;
    this.below = below;
    this.inbox = inbox;
    this.outbox = outbox;
  }

  /** Sends what is not bytes, until the output ends; on a task of its own. */
  void attend(Optional<Consent> consent) throws InterruptedException {
    long next = consent.map(c -> c.next(tasks)).orElse(Tasks.NEVER);
    try {
      while (!outbox.hasEnded()) {
        if (outbox.awaitWords(Math.min(next, outbox.lastWrite() + KEEP_ALIVE))) {
          outbox.flush();
        } else if (consent.isPresent() && tasks.now() >= next) {
          next = ask(consent.get()) ? consent.get().next(tasks) : Tasks.NEVER;
        } else if (tasks.now() >= outbox.lastWrite() + KEEP_ALIVE) {
          outbox.say(below.keepAlive());
        }
      }
    } catch (IOException broken) {
      LOG.log(System.Logger.Level.DEBUG, "keeping " + below + " alive", broken);
    }
  }

  /** Answers whether there will be a next time. */
  private boolean ask(Consent consent) {
    if (inbox.hasEnded()) {
      return false;
    }
    if (tasks.now() - inbox.lastSign() > CONSENT_EXPIRES) {
      inbox.fail("the peer gave no sign of life for 30 s; try again");
      below.cut();
      return false;
    }
    outbox.say(consent.question().get());
    return true;
  }

  @Override
  public int read(ByteBuffer into) throws IOException, InterruptedException {
    return inbox.take(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException, InterruptedException {
    outbox.write(from);
  }

  @Override
  public void closeOutput() throws IOException, InterruptedException {
    outbox.end();
  }

  @Override
  public void close() {
    inbox.close();
    below.close();
  }

  @Override
  public String toString() {
    return below + " in frames";
  }
}
