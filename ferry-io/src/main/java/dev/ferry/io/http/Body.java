package dev.ferry.io.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer on its way: the client hands over one piece after the other, each only when
 * the one before was taken. One thread reads, any may close.
 */
final class Body implements BodySubscriber<Body> {
  private sealed interface Event {}

  private record Piece(List<ByteBuffer> buffers) implements Event {}

  private record Broken(Throwable why) implements Event {}

  private record End() implements Event {}

  private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();

  /** Never more than one piece and an end. */
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();

  /** Of the thread that reads. */
  private final Queue<ByteBuffer> taken = new ArrayDeque<>();

  @Override
  public CompletionStage<Body> getBody() {
    return subscription.thenApply(ready -> this);
  }

  @Override
  public void onSubscribe(Subscription pieces) {
    subscription.complete(pieces);
    pieces.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> piece) {
    events.add(new Piece(piece));
  }

  @Override
  public void onError(Throwable failure) {
    events.add(new Broken(failure));
  }

  @Override
  public void onComplete() {
    events.add(new End());
  }

  /** See {@link dev.ferry.port.Http.Answer#read}. */
  int read(ByteBuffer into, long deadline) throws IOException, InterruptedException {
    while (true) {
      ByteBuffer next = taken.peek();
      if (next != null && next.hasRemaining()) {
        int length = Math.min(next.remaining(), into.remaining());
        into.put(next.slice(next.position(), length));
        next.position(next.position() + length);
        return length;
      }
      if (next != null) {
        taken.remove();
        continue;
      }
      Event event = events.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      switch (event) {
        case null -> {
          return 0;
        }
        case Piece(List<ByteBuffer> buffers) -> {
          taken.addAll(buffers);
          subscription.join().request(1);
        }
        case Broken(Throwable why) -> {
          events.add(event);
          throw new IOException(String.valueOf(why.getMessage()), why);
        }
        case End end -> {
          events.add(end);
          return -1;
        }
      }
    }
  }

  void close() {
    events.add(new Broken(new IOException("closed here")));
    subscription.thenAccept(Subscription::cancel);
  }
}
