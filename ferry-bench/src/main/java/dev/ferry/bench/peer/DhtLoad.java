package dev.ferry.bench.peer;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.wire.Call;
import dev.ferry.dht.wire.DhtDecoder;
import dev.ferry.dht.wire.DhtEncoder;
import dev.ferry.dht.wire.DhtMessage;
import dev.ferry.dht.wire.DhtMessage.Reply;
import dev.ferry.dht.wire.DhtMessage.Request;
import dev.ferry.dht.wire.Values;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Askers that put and get in turn at one node, each from a loopback address of its own, one request
 * at a time, and ask again what is not answered soon.
 */
public final class DhtLoad implements AutoCloseable {
  private static final long AGAIN = 150_000_000;
  private static final int ASKERS = 48;
  private static final int SIZE = 100;

  private static final class Asker {
    final DatagramChannel channel;
    final InfoHash id;
    Bytes token = Bytes.EMPTY;
    long sent;
    boolean gets;

    Asker(DatagramChannel channel, InfoHash id) {
      this.channel = channel;
      this.id = id;
    }
  }

  private final Random random = new Random(1);
  private final List<Asker> askers = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
  private final byte[] copy = new byte[1 << 16];
  private final List<InfoHash> keys = new ArrayList<>();
  private int transaction;

  public DhtLoad(InetSocketAddress node) throws IOException {
    for (int i = 0; i < ASKERS; i++) {
      DatagramChannel channel = DatagramChannel.open();
      channel.bind(new InetSocketAddress(InetAddress.ofLiteral("127.1.0." + (i + 1)), 0));
      channel.connect(node);
      channel.configureBlocking(false);
      askers.add(new Asker(channel, InfoHash.random(random::nextBytes)));
      keys.add(InfoHash.random(random::nextBytes));
    }
  }

  /**
   * Has so many requests answered, half of them puts.
   *
   * @return the seconds that took
   * @throws IOException when the node stops to answer
   */
  public double run(int requests) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    long last = begun;
    int answered = 0;
    for (Asker asker : askers) {
      ask(asker);
    }
    while (answered < requests) {
      boolean idle = true;
      long now = System.nanoTime();
      for (Asker asker : askers) {
        buffer.clear();
        if (asker.channel.read(buffer) > 0) {
          idle = false;
          last = now;
          answered += take(asker) ? 1 : 0;
          ask(asker);
        } else if (now - asker.sent > AGAIN) {
          ask(asker);
        }
      }
      if (now - last > 5_000_000_000L) {
        throw new IOException("the node does not answer any more");
      }
      if (idle) {
        Thread.sleep(0, 50_000);
      }
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  private boolean take(Asker asker) {
    buffer.flip();
    int length = buffer.remaining();
    buffer.get(copy, 0, length);
    Optional<DhtMessage> message = DhtDecoder.decode(copy, length);
    if (message.isPresent() && message.get() instanceof Reply reply) {
      if (!reply.answer().token().isEmpty()) {
        asker.token = reply.answer().token();
      }
      return true;
    }
    return false;
  }

  private void ask(Asker asker) throws IOException {
    InfoHash key = keys.get(random.nextInt(keys.size()));
    asker.gets = !asker.gets || asker.token.isEmpty();
    Call call =
        asker.gets
            ? new Call.Get(key, Bytes.EMPTY, Call.Want.SAME)
            : new Call.Put(
                InfoHash.random(random::nextBytes), value(), Optional.empty(), asker.token);
    Request request = new Request(++transaction, 0, asker.id, true, call);
    asker.sent = System.nanoTime();
    asker.channel.write(ByteBuffer.wrap(DhtEncoder.encode(request).getFirst()));
  }

  private Values value() {
    byte[] data = new byte[SIZE];
    random.nextBytes(data);
    return Values.of(List.of(Value.of(Bytes.of(data)).withSomeId(random::nextBytes).packed()));
  }

  @Override
  public void close() throws IOException {
    for (Asker asker : askers) {
      asker.channel.close();
    }
  }
}
