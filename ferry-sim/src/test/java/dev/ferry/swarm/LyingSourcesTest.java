package dev.ferry.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.content.ChunkDigests;
import dev.ferry.content.ChunkPlan;
import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.content.Hashes;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimVault;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sources that lie are found out at once and dropped, and what they owe comes from others. */
class LyingSourcesTest {
  private static final int SEEDS = 3;
  private static final ChunkPlan PLAN = new ChunkPlan(700_000, 1 << 16);
  private static final byte[] FILE = bytes();
  private static final ChunkDigests DIGESTS = digests(FILE);

  /** What a source says, as it likes. */
  private interface Tale {
    void tell(PieceWire wire, ByteStream stream) throws Exception;
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[(int) PLAN.size()];
    new Random(3).nextBytes(bytes);
    return bytes;
  }

  private static ChunkDigests digests(byte[] file) {
    ChunkDigests digests = new ChunkDigests(PLAN);
    for (int i = 0; i < PLAN.count(); i++) {
      digests.add(ChunkDigests.of(ByteBuffer.wrap(file, (int) PLAN.start(i), PLAN.length(i))));
    }
    return digests;
  }

  private static Claim truth() {
    return new Claim(DIGESTS.root(), Optional.empty());
  }

  private static BitSet all() {
    BitSet all = new BitSet();
    all.set(0, PLAN.count());
    return all;
  }

  /** All of the file, as {@link Giving} gives it. */
  private static final class Honest implements Stock {
    @Override
    public ChunkDigests digests(dev.ferry.content.Survey.Sign sign) {
      return DIGESTS;
    }

    @Override
    public Hashes known() {
      return Hashes.none();
    }

    @Override
    public BitSet here() {
      return all();
    }

    @Override
    public int read(ByteBuffer into, long offset) {
      int count = into.remaining();
      into.put(FILE, (int) offset, count);
      return count;
    }

    @Override
    public void close() {}
  }

  private static void honest(SimWorld world, ByteStream stream) throws Exception {
    var unused = new Giving(world.tasks(), stream, PLAN, new Honest(), _ -> {}).run();
  }

  /** How it ends with one that lies, while another is honest: the file is here all the same. */
  private static void assertFound(Kind kind, String why, Tale tale) {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          SimVault vault = new SimVault(world.tasks());
          Gathering gathering =
              new Gathering(
                  world.tasks(),
                  PLAN,
                  Hashes.of(ChunkDigests.TREE, DIGESTS.root()),
                  _ -> new Gathering.Begun(vault.begin("film", PLAN.size(), ""), new BitSet()),
                  bound -> 0,
                  _ -> {});
          List<PartialFile> file = new ArrayList<>();
          List<CopyException> found = new ArrayList<>();
          TaskHandle lying =
              world
                  .tasks()
                  .fork(
                      "the lying one",
                      () -> {
                        try (Way way = Way.of(world, 1)) {
                          TaskHandle there =
                              world
                                  .tasks()
                                  .fork(
                                      "tells",
                                      () ->
                                          tale.tell(new PieceWire(way.there(), PLAN), way.there()));
                          try {
                            var unused =
                                new Taking(world.tasks(), gathering, way.here(), false, _ -> {})
                                    .run();
                          } catch (CopyException e) {
                            found.add(e);
                          }
                          way.close();
                          there.join();
                        }
                      });
          TaskHandle honest =
              world
                  .tasks()
                  .fork(
                      "the honest one",
                      () -> {
                        // So that the other is asked first.
                        world.tasks().sleep(1_000_000_000);
                        try (Way way = Way.of(world, 2)) {
                          TaskHandle there =
                              world.tasks().fork("gives", () -> honest(world, way.there()));
                          var unused =
                              new Taking(world.tasks(), gathering, way.here(), false, _ -> {})
                                  .run();
                          there.join();
                        }
                      });
          Hashes hashes = gathering.run(file::add).orElseThrow();
          var unused = file.getFirst().publish(Optional.empty());
          gathering.finish(hashes, Optional.empty());
          lying.join();
          honest.join();
          assertThat(hashes.get(ChunkDigests.TREE)).contains(DIGESTS.root());
          assertThat(vault.content("film")).isEqualTo(FILE);
          assertThat(found).hasSize(1);
          assertThat(found.getFirst()).hasMessageContaining(why);
          assertThat(found.getFirst().kind()).isEqualTo(kind);
        });
  }

  /** A connection with a source. */
  private record Way(ByteStream there, ByteStream here) implements AutoCloseable {
    static Way of(SimWorld world, int number) throws Exception {
      Network source = world.network().host("source-" + number, "10.0.1." + number);
      Network receiver = world.network().host("receiver-" + number, "10.0.2." + number);
      var at = new InetSocketAddress(InetAddress.ofLiteral("10.0.2." + number), 0);
      try (Listener listener = receiver.listen(at)) {
        ByteStream there = source.connect(listener.address(), Tasks.NEVER);
        return new Way(there, listener.accept().stream());
      }
    }

    @Override
    public void close() {
      there.close();
      here.close();
    }
  }

  @Test
  void anotherFileIsRefusedBeforeAnythingIsAskedFor() {
    assertFound(
        Kind.DAMAGED,
        "another file",
        (wire, _) -> wire.claim(new Claim("ab".repeat(32), Optional.empty())));
  }

  @Test
  void aListThatIsNotTheProvenOneIsRefused() {
    assertFound(
        Kind.DAMAGED,
        "list of chunks",
        (wire, _) -> {
          wire.claim(truth());
          wire.map(all());
          assertThat(wire.hear()).isEqualTo(PieceWire.TREE);
          byte[] other = FILE.clone();
          other[5]++;
          wire.digests(LyingSourcesTest.digests(other));
        });
  }

  @Test
  void aMapOfChunksThatThereAreNotIsNonsense() {
    assertFound(
        Kind.PEER,
        "does not have",
        (wire, stream) -> {
          wire.claim(truth());
          stream.write(ByteBuffer.wrap(new byte[] {PieceWire.MAP, -1, -1}));
        });
  }

  @Test
  void aDamagedChunkIsNotStored() {
    assertFound(
        Kind.DAMAGED,
        "is not what was sent",
        (wire, stream) -> {
          wire.claim(truth());
          wire.map(all());
          assertThat(wire.hear()).isEqualTo(PieceWire.TREE);
          wire.digests(DIGESTS);
          assertThat(wire.hear()).isEqualTo(PieceWire.WANTED);
          int chunk = wire.readNumber();
          wire.say(PieceWire.CHUNK, chunk);
          byte[] wrong = new byte[PLAN.length(chunk)];
          stream.write(ByteBuffer.wrap(wrong));
        });
  }

  @Test
  void aChunkThatNobodyAskedForIsNonsense() {
    assertFound(
        Kind.PEER,
        "nobody asked for",
        (wire, stream) -> {
          wire.claim(truth());
          wire.map(new BitSet());
          wire.say(PieceWire.CHUNK, 1);
          stream.write(ByteBuffer.wrap(FILE, (int) PLAN.start(1), PLAN.length(1)));
        });
  }

  @Test
  void oneThatSaysItHasAllAndGivesNothingHoldsNobodyUp() {
    assertFound(
        Kind.TOO_SHORT,
        "ended the stream",
        (wire, stream) -> {
          wire.claim(truth());
          wire.map(all());
          assertThat(wire.hear()).isEqualTo(PieceWire.TREE);
          wire.digests(DIGESTS);
          int word = wire.hear();
          while (word != PieceWire.DONE && word >= 0) {
            if (word == PieceWire.WANTED || word == PieceWire.NEEDLESS) {
              int unused = wire.readNumber();
            }
            if (word == PieceWire.NEEDLESS) {
              // Another has given it by now.
              stream.close();
              return;
            }
            word = wire.hear();
          }
        });
  }

  /** What a receiver says that does not keep to the rules. */
  private static void assertRefused(Tale tale) {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          List<CopyException> found = new ArrayList<>();
          try (Way way = Way.of(world, 1)) {
            TaskHandle here =
                world
                    .tasks()
                    .fork("asks", () -> tale.tell(new PieceWire(way.here(), PLAN), way.here()));
            try {
              honest(world, way.there());
            } catch (CopyException e) {
              found.add(e);
            }
            way.close();
            here.join();
          }
          assertThat(found).hasSize(1);
          assertThat(found.getFirst().kind()).isEqualTo(Kind.PEER);
        });
  }

  @Test
  void aReceiverThatAsksForWhatThereIsNotIsRefused() {
    assertRefused((wire, _) -> wire.say(PieceWire.WANTED, PLAN.count()));
    assertRefused((wire, _) -> wire.say(PieceWire.WANTED, -1));
    assertRefused((wire, _) -> wire.say((byte) '?'));
  }

  @Test
  void aReceiverThatAsksForFarTooMuchAtATimeIsRefused() {
    assertRefused((wire, _) -> {
      for (int i = 0; i < 200; i++) {
        wire.say(PieceWire.WANTED, i % PLAN.count());
      }
    });
  }
}
