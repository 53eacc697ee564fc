package dev.ferry.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.TaskHandle;
import dev.ferry.port.VaultException;
import dev.ferry.sim.network.Fault;
import dev.ferry.sim.network.Link;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyTest {
  private static final int MANY = 5 * Copy.BUFFER + 77;
  private static final byte[] FILE = Road.bytes(MANY);

  private static CopyException failure(Throwable thrown) {
    assertThat(thrown).isInstanceOf(CopyException.class);
    return (CopyException) thrown;
  }

  private static CopyException failure(TaskHandle task) {
    task.join();
    return failure(task.failure().orElseThrow());
  }

  private interface Action {
    void run() throws Exception;
  }

  private static CopyException failureOf(Action action) {
    AtomicReference<Throwable> thrown = new AtomicReference<>(new AssertionError("no failure"));
    assertThatThrownBy(action::run).satisfies(thrown::set);
    return failure(thrown.get());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, Copy.BUFFER - 1, Copy.BUFFER, Copy.BUFFER + 1, 3 * Copy.BUFFER, MANY})
  void movesEveryByteAndBothSidesComputeTheSameHash(int size) {
    byte[] bytes = Road.bytes(size);
    Road.over(
            Link.LAN,
            road -> {
              AtomicReference<CopyResult> sent = new AtomicReference<>();
              TaskHandle sender =
                  road.beside(
                      () -> sent.set(road.copy(size).send(MemoryFile.of(bytes), road.there())));
              MemoryFile file = MemoryFile.empty(size);
              CopyResult received = road.copy(size).receive(road.here(), file);
              sender.join();
              assertThat(file.content()).isEqualTo(bytes);
              assertThat(received)
                  .isEqualTo(new CopyResult(size, Hashes.of(Hashes.SHA_256, Road.sha256(bytes))))
                  .isEqualTo(sent.get());
            })
        .check();
  }

  @Test
  void movesBytesUnseenWhereNothingIsToBeComputed() {
    Road.over(
            Link.LAN,
            road -> {
              TaskHandle sender =
                  road.beside(() -> {
                    Copy copy = new Copy(road.tasks(), MANY, Hashing.none(), copied -> {});
                    CopyResult result = copy.send(MemoryFile.of(FILE), road.there());
                    assertThat(result).isEqualTo(new CopyResult(MANY, Hashes.none()));
                    assertThat(copy.progress().bytes()).isEqualTo(MANY);
                  });
              MemoryFile file = MemoryFile.empty(MANY);
              road.copy(MANY).receive(road.here(), file);
              sender.join();
              assertThat(sender.failure()).isEmpty();
              assertThat(file.content()).isEqualTo(FILE);
            })
        .check();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, MANY - 1})
  void refusesMoreThanWasAnnounced(int announced) {
    Road.over(
            Link.LAN,
            road -> {
              TaskHandle sender = road.beside(() -> road.there().write(ByteBuffer.wrap(FILE)));
              MemoryFile file = MemoryFile.empty(MANY);
              CopyException failure =
                  failureOf(() -> road.copy(announced).receive(road.here(), file));
              road.here().close();
              sender.join();
              assertThat(failure.kind()).isEqualTo(CopyException.Kind.TOO_LONG);
              assertThat(file.written()).isLessThanOrEqualTo(announced);
            })
        .check();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 2 * Copy.BUFFER})
  void countsWhatCameWhenThePeerEndsEarly(int sent) {
    Road.over(
            Link.LAN,
            road -> {
              TaskHandle sender =
                  road.beside(() -> {
                    road.there().write(ByteBuffer.wrap(FILE, 0, sent));
                    road.there().closeOutput();
                  });
              CopyException failure =
                  failureOf(() -> road.copy(MANY).receive(road.here(), MemoryFile.empty(MANY)));
              sender.join();
              assertThat(failure.kind()).isEqualTo(CopyException.Kind.TOO_SHORT);
              assertThat(failure.bytes()).isEqualTo(sent);
              assertThat(failure).hasMessageContaining(sent + " of " + MANY);
            })
        .check();
  }

  @Test
  void doesNotWaitForAPeerThatLeavesTheStreamOpen() {
    Road.over(
            Link.LAN,
            road -> {
              road.there().write(ByteBuffer.wrap(FILE, 0, 1000));
              CopyResult received = road.copy(1000).receive(road.here(), MemoryFile.empty(1000));
              assertThat(received.bytes()).isEqualTo(1000);
            })
        .check();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysThatTheFileHereBecameShorter(boolean hashed) {
    Road.over(
            Link.LAN,
            road -> {
              Hashing hashing = hashed ? Hashing.sha256() : Hashing.none();
              Copy copy = new Copy(road.tasks(), MANY + 1, hashing, copied -> {});
              TaskHandle receiver =
                  road.beside(
                      () -> road.copy(MANY + 1).receive(road.here(), MemoryFile.empty(MANY)));
              CopyException failure = failureOf(() -> copy.send(MemoryFile.of(FILE), road.there()));
              road.there().close();
              receiver.join();
              assertThat(failure.kind()).isEqualTo(CopyException.Kind.READING);
              assertThat(failure).hasMessageContaining("ended at " + MANY);
            })
        .check();
  }

  @Test
  void saysThatReadingHereFailed() {
    Road.over(
            Link.LAN,
            road -> {
              MemoryFile broken = MemoryFile.of(FILE).failingAt(2 * Copy.BUFFER);
              CopyException failure = failureOf(() -> road.copy(MANY).send(broken, road.there()));
              assertThat(failure.kind()).isEqualTo(CopyException.Kind.READING);
              assertThat(failure).hasMessageContaining("bad sector");
              assertThat(failure.bytes()).isEqualTo(2 * Copy.BUFFER);
            })
        .check();
  }

  @Test
  void saysThatTheDiskHereIsFullAlthoughThePeerHasFallenSilent() {
    Road.over(
            Link.LAN,
            road -> {
              road.there().write(ByteBuffer.wrap(FILE, 0, 1000));
              MemoryFile small = MemoryFile.empty(MANY).failingAt(999);
              CopyException failure = failureOf(() -> road.copy(MANY).receive(road.here(), small));
              assertThat(failure.kind()).isEqualTo(CopyException.Kind.WRITING);
              assertThat(failure).hasCauseInstanceOf(VaultException.class);
              assertThat(failure).hasMessageContaining("the disk is full");
            })
        .check();
  }

  @Test
  void saysOnBothSidesThatTheNetworkBroke() {
    Road.over(
            Link.LAN,
            road -> {
              road.fault(2 * Copy.BUFFER, Fault.RESET);
              TaskHandle sender =
                  road.beside(() -> road.copy(MANY).send(MemoryFile.of(FILE), road.there()));
              CopyException failure =
                  failureOf(() -> road.copy(MANY).receive(road.here(), MemoryFile.empty(MANY)));
              assertThat(failure.kind()).isEqualTo(CopyException.Kind.NETWORK);
              assertThat(failure(sender).kind()).isEqualTo(CopyException.Kind.NETWORK);
            })
        .check();
  }

  @Test
  void readsNoFurtherAheadThanItsBuffers() {
    Link link = Link.LAN.withBuffer(1 << 16);
    byte[] large = Road.bytes(20 * Copy.BUFFER);
    Road.over(
            link,
            road -> {
              MemoryFile file = MemoryFile.of(large);
              TaskHandle sender =
                  road.beside(() -> road.copy(large.length).send(file, road.there()));
              road.tasks().sleep(10_000_000_000L);
              assertThat(file.read()).isEqualTo(3 * Copy.BUFFER);
              sender.interrupt();
              sender.join();
            })
        .check();
  }
}
