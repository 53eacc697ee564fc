package dev.ferry.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.port.TaskHandle;
import dev.ferry.sim.network.Link;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After the last byte two Ferrys compare chunks; what is wrong is mended, nonsense is refused. */
class ExchangeTest {
  private static final ChunkPlan PLAN = ChunkPlan.of(1_000_000, 1 << 16).orElseThrow();
  private static final byte[] FILE = Road.bytes(1_000_000);
  private static final Hashes WHOLE = Hashes.of(Hashes.SHA_256, Road.sha256(FILE));

  private static ChunkDigests digests(byte[] file) {
    ChunkDigests digests = new ChunkDigests(PLAN);
    new ChunkHashing(PLAN, 0, digests::add).update(ByteBuffer.wrap(file));
    return digests;
  }

  private static byte[] damaged(int... places) {
    byte[] damaged = FILE.clone();
    for (int place : places) {
      damaged[place] ^= 1;
    }
    return damaged;
  }

  private static SendingExchange sender(Road road, byte[] file) {
    return new SendingExchange(
        road.tasks(), road.there(), PLAN, MemoryFile.of(file), Optional.empty(), () -> {});
  }

  private static ReceivingExchange receiver(Road road, MemoryFile file) {
    return new ReceivingExchange(road.here(), PLAN, file, () -> {});
  }

  @Test
  void whatIsRightIsNotComparedChunkByChunk() {
    Road.over(
            Link.LAN,
            road -> {
              TaskHandle sender =
                  road.beside(() -> assertThat(sender(road, FILE).run(WHOLE)).isEqualTo(WHOLE));
              Hashes found = receiver(road, MemoryFile.of(FILE)).run(WHOLE, sign -> digests(FILE));
              sender.join();
              assertThat(sender.failure()).isEmpty();
              assertThat(found).isEqualTo(WHOLE);
            })
        .check();
  }

  @Test
  void everyWrongChunkIsMended() {
    Road.over(
            Link.LAN,
            road -> {
              TaskHandle sender =
                  road.beside(() ->
                      assertThat(sender(road, FILE).run(WHOLE).get(ChunkDigests.TREE))
                          .contains(digests(FILE).root()));
              byte[] wrong = damaged(0, 500_000, 999_999);
              MemoryFile file = MemoryFile.of(wrong);
              Hashes found = receiver(road, file).run(Hashes.none(), sign -> digests(wrong));
              sender.join();
              assertThat(sender.failure()).isEmpty();
              assertThat(file.content()).isEqualTo(FILE);
              assertThat(found)
                  .isEqualTo(WHOLE.and(Hashes.of(ChunkDigests.TREE, digests(FILE).root())));
            })
        .check();
  }

  @Test
  void aSenderThatNeverSendsTheRightChunkIsGivenUp() {
    Road.over(
            Link.LAN,
            road -> {
              TaskHandle sender =
                  road.beside(() -> {
                    SendingExchange lying =
                        new SendingExchange(
                            road.tasks(),
                            road.there(),
                            PLAN,
                            MemoryFile.of(damaged(5)),
                            Optional.of(digests(FILE)),
                            () -> {});
                    Hashes unused = lying.run(WHOLE);
                  });
              MemoryFile file = MemoryFile.of(damaged(5));
              Hashes found = receiver(road, file).run(Hashes.none(), sign -> digests(damaged(5)));
              sender.join();
              assertThat(sender.failure()).isEmpty();
              assertThat(found.get(ChunkDigests.TREE))
                  .isNotEqualTo(Optional.of(digests(FILE).root()));
            })
        .check();
  }

  /**
   * Each a receiver's words, in hexadecimal: out of turn, too many, not ascending, no such chunk.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "5454",
        "4e0000000100000000",
        "544e00000000",
        "544e7fffffff",
        "544effffffff",
        "544e000000020000000300000002",
        "544e0000000100000010",
        "544e00000001ffffffff",
        "544e00000011"
      })
  void aSenderRefusesNonsense(String words) {
    Road.over(
            Link.LAN,
            road -> {
              TaskHandle sender =
                  road.beside(() -> {
                    Hashes unused = sender(road, FILE).run(WHOLE);
                  });
              road.here().write(ByteBuffer.wrap(HexFormat.of().parseHex(words)));
              road.here().closeOutput();
              sender.join();
              assertThat(sender.failure().orElseThrow())
                  .isInstanceOfSatisfying(
                      CopyException.class,
                      e -> assertThat(e.kind()).isEqualTo(CopyException.Kind.PEER));
            })
        .check();
  }

  @Test
  void aReceiverThatAsksForeverIsRefused() {
    Road.over(
            Link.LAN,
            road -> {
              TaskHandle sender =
                  road.beside(() -> {
                    Hashes unused = sender(road, FILE).run(WHOLE);
                  });
              TaskHandle reader =
                  road.beside(() -> {
                    ByteBuffer scrap = ByteBuffer.allocate(65536);
                    while (road.here().read(scrap.clear()) >= 0) {
                      continue;
                    }
                  });
              road.here().write(ByteBuffer.wrap(new byte[] {'T'}));
              for (int i = 0; i <= SendingExchange.ROUNDS; i++) {
                road.here().write(ByteBuffer.wrap(new byte[] {'N', 0, 0, 0, 1, 0, 0, 0, 1}));
              }
              sender.join();
              assertThat(sender.failure().orElseThrow()).isInstanceOf(CopyException.class);
              road.there().close();
              reader.join();
            })
        .check();
  }

  /**
   * A sender's words: no whole, another count of digests, another chunk than asked for, the end.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {"44", "4800", "48%s4400000001", "48%s43", "48%s4400000010%s4300000001", ""})
  void aReceiverRefusesNonsense(String words) {
    Road.over(
            Link.LAN,
            road -> {
              String zeros = "00".repeat(32);
              String all = "00".repeat(32 * PLAN.count());
              TaskHandle receiver =
                  road.beside(() -> {
                    Hashes unused =
                        receiver(road, MemoryFile.of(FILE))
                            .run(Hashes.none(), sign -> digests(FILE));
                  });
              String said = words.replaceFirst("%s", zeros).replaceFirst("%s", all);
              road.there().write(ByteBuffer.wrap(HexFormat.of().parseHex(said)));
              road.there().closeOutput();
              receiver.join();
              assertThat(receiver.failure().orElseThrow()).isInstanceOf(CopyException.class);
            })
        .check();
  }
}
