package dev.ferry.sim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.TaskHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What the {@link ByteStream}s of a network promise. */
public abstract class StreamContract {
  private static final int BIG = 5_000_000;
  private static final long A_WHILE = 50_000_000;

  /** More than all the buffers on the way can hold. */
  private static final int TOO_BIG = 64 << 20;

  /** Runs the body as a task of the implementation under test, once or many times. */
  protected abstract void run(NetworkBed.Body body) throws Exception;

  /** Two streams connected to each other. */
  protected NetworkBed.Pair pair(NetworkBed bed) throws IOException, InterruptedException {
    return bed.pair();
  }

  /** Runs the body with two streams connected to each other, and closes both. */
  private void withPair(PairBody body) throws Exception {
    run(bed -> {
      try (NetworkBed.Pair pair = pair(bed)) {
        body.run(bed, pair.client(), pair.server());
      }
    });
  }

  @FunctionalInterface
  private interface PairBody {
    void run(NetworkBed bed, ByteStream one, ByteStream two) throws Exception;
  }

  @Test
  void carriesMuchBothWaysAtOnce() throws Exception {
    byte[] there = Bytes.random(BIG);
    byte[] back = Bytes.random(BIG / 2);
    withPair((bed, one, two) -> {
      TaskHandle writeThere = bed.tasks().fork("there", () -> send(one, there));
      TaskHandle writeBack = bed.tasks().fork("back", () -> send(two, back));
      TaskHandle readBack =
          bed.tasks().fork("read-back", () -> assertThat(Bytes.readAll(one)).isEqualTo(back));
      assertThat(Bytes.readAll(two)).isEqualTo(there);
      for (TaskHandle task : new TaskHandle[] {writeThere, writeBack, readBack}) {
        task.join();
        assertThat(task.failure()).isEmpty();
      }
    });
  }

  private static void send(ByteStream to, byte[] bytes) throws IOException, InterruptedException {
    Bytes.write(to, bytes);
    to.closeOutput();
  }

  @Test
  void aWriterWaitsForAReader() throws Exception {
    withPair((bed, one, two) -> {
      Monitor monitor = bed.tasks().monitor();
      boolean[] through = {false};
      TaskHandle writer =
          bed.tasks()
              .fork(
                  "writer",
                  () -> {
                    send(one, new byte[TOO_BIG]);
                    monitor.change(() -> through[0] = true);
                  });
      assertThat(monitor.await(() -> through[0], bed.tasks().in(A_WHILE))).isFalse();
      assertThat(skipAll(two)).isEqualTo(TOO_BIG);
      assertThat(monitor.await(() -> through[0], bed.soon())).isTrue();
      writer.join();
    });
  }

  private static long skipAll(ByteStream from) throws IOException, InterruptedException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
    long all = 0;
    for (int n = 0; n >= 0; n = from.read(buffer.clear())) {
      all += n;
    }
    return all;
  }

  @Test
  void readsAndWritesWithinTheBoundsOfABuffer() throws Exception {
    withPair((bed, one, two) -> {
      ByteBuffer out = ByteBuffer.wrap(new byte[] {9, 1, 2, 3, 9}, 1, 3);
      one.write(out);
      assertThat(out.hasRemaining()).isFalse();
      one.closeOutput();
      ByteBuffer in = ByteBuffer.allocateDirect(10).position(2).limit(4);
      assertThat(two.read(in)).isBetween(1, 2);
      while (in.hasRemaining()) {
        two.read(in);
      }
      assertThat(in.get(2)).isEqualTo((byte) 1);
      assertThat(in.get(3)).isEqualTo((byte) 2);
      assertThat(Bytes.readAll(two)).containsExactly(3);
    });
  }

  @Test
  void halfAConnectionLivesOn() throws Exception {
    withPair((bed, one, two) -> {
      Bytes.write(one, Bytes.random(1000));
      one.closeOutput();
      assertThat(Bytes.readAll(two)).isEqualTo(Bytes.random(1000));
      Bytes.write(two, Bytes.random(2000));
      two.closeOutput();
      assertThat(Bytes.readAll(one)).isEqualTo(Bytes.random(2000));
      assertThat(one.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    });
  }

  @Test
  void writingAfterClosingTheOutputFails() throws Exception {
    withPair((bed, one, two) -> {
      one.closeOutput();
      assertThatThrownBy(() -> Bytes.write(one, new byte[1])).isInstanceOf(IOException.class);
    });
  }

  @Test
  void theOutputMayBeClosedTwice() throws Exception {
    withPair((bed, one, two) -> {
      one.closeOutput();
      one.closeOutput();
      assertThat(two.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    });
  }

  @Test
  void closingUnblocksTheReader() throws Exception {
    withPair((bed, one, two) -> {
      TaskHandle reader = bed.tasks().fork("reader", () -> Bytes.readAll(one));
      one.close();
      reader.join();
      assertThat(reader.failure()).containsInstanceOf(IOException.class);
    });
  }

  @Test
  void closingUnblocksTheWriter() throws Exception {
    withPair((bed, one, two) -> {
      TaskHandle writer = bed.tasks().fork("writer", () -> send(one, new byte[TOO_BIG]));
      assertThat(Bytes.readFully(two, 1)).hasSize(1);
      one.close();
      writer.join();
      assertThat(writer.failure()).containsInstanceOf(IOException.class);
    });
  }

  @Test
  void anInterruptUnblocksTheReader() throws Exception {
    withPair((bed, one, two) -> {
      TaskHandle reader = bed.tasks().fork("reader", () -> Bytes.readAll(one));
      reader.interrupt();
      reader.join();
      assertThat(reader.failure()).containsInstanceOf(InterruptedException.class);
    });
  }

  @Test
  void anInterruptUnblocksTheWriter() throws Exception {
    withPair((bed, one, two) -> {
      TaskHandle writer = bed.tasks().fork("writer", () -> send(one, new byte[TOO_BIG]));
      assertThat(Bytes.readFully(two, 1)).hasSize(1);
      writer.interrupt();
      writer.join();
      assertThat(writer.failure()).containsInstanceOf(InterruptedException.class);
    });
  }

  @Test
  void aStreamMayBeClosedTwice() throws Exception {
    withPair((bed, one, two) -> {
      one.close();
      one.close();
      assertThatThrownBy(() -> one.read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> Bytes.write(one, new byte[1])).isInstanceOf(IOException.class);
    });
  }

  @Test
  protected void whatWasWrittenBeforeTheCloseArrives() throws Exception {
    withPair((bed, one, two) -> {
      Bytes.write(one, Bytes.random(20_000));
      one.close();
      assertThat(Bytes.readAll(two)).isEqualTo(Bytes.random(20_000));
    });
  }

  @Test
  protected void thePeersCloseEndsTheReader() throws Exception {
    withPair((bed, one, two) -> {
      TaskHandle reader = bed.tasks().fork("reader", () -> Bytes.readAll(two));
      one.close();
      reader.join();
      assertThat(reader.failure()).isEmpty();
    });
  }

  @Test
  void thePeersCloseFailsTheWriter() throws Exception {
    withPair((bed, one, two) -> {
      TaskHandle writer = bed.tasks().fork("writer", () -> send(two, new byte[TOO_BIG]));
      one.close();
      writer.join();
      assertThat(writer.failure()).containsInstanceOf(IOException.class);
    });
  }

  @Test
  void closingBothEndsAtOnceIsHarmless() throws Exception {
    withPair((bed, one, two) -> {
      TaskHandle other = bed.tasks().fork("other", two::close);
      one.close();
      other.join();
      assertThat(other.failure()).isEmpty();
    });
  }

  @Test
  void anEmptyWriteIsNoByte() throws Exception {
    withPair((bed, one, two) -> {
      Bytes.write(one, new byte[0]);
      one.closeOutput();
      assertThat(Bytes.readAll(two)).isEmpty();
    });
  }
}
