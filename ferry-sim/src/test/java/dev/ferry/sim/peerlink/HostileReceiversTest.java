package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.peerlink.PeerLinks.Asked;
import dev.ferry.peerlink.Reception;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Picture;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.Bytes;
import dev.ferry.sim.file.SimFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that keep to no rule: no sender takes a file for arrived that nobody confirmed. */
class HostileReceiversTest {
  private static final int SEEDS = 2;
  private static final int SIZE = 3_000_000;

  /** What somebody does who is offered a file. */
  private interface Play {
    void act(RawTalk mallory, Transfer out, Home alice) throws Exception;
  }

  private static void offered(Play play) {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          try (Homes homes = new Homes(world, Folks.MALLORY, Folks.ALICE)) {
            List<Reception> first = new ArrayList<>();
            Home mallory =
                homes.joinBareHanded(
                    "mallory", Folks.MALLORY, links -> first.add(links.attend(_ -> true)));
            Home alice = homes.join("alice", Folks.ALICE);
            SimFile song =
                homes
                    .file("song.ogg", SIZE)
                    .thumbnail(new Picture("image/png", 1, 1, new byte[30_000]));
            Transfer out = alice.ferry().send(mallory.ferry().self(), song, SendOptions.standard());
            Asked asked = first.getFirst().next(homes.soon()).orElseThrow();
            String id = asked.request().name().substring("ferry/1/".length());
            RawTalk talk = new RawTalk(asked.link(), asked.request().accept(), id);
            assertThat(talk.hear()).contains("offer");
            play.act(talk, out, alice);
            talk.stream().close();
          }
        });
  }

  private static void expect(RawTalk talk, String message) throws Exception {
    assertThat(talk.hear()).contains(message);
    talk.stream().close();
  }

  @Test
  void whoSaysReceivedWithoutAByteIsNotBelieved() {
    offered((mallory, out, alice) -> {
      mallory.say("received", Map.of());
      expect(mallory, "end fault");
      assertThat(Home.end(out)).isEqualTo("peer fault");
    });
  }

  @Test
  void whoHasSomethingElseThanWasSentIsTold() {
    offered((mallory, out, alice) -> {
      mallory.say("yes", Map.of());
      try (ByteStream bytes = mallory.bytes(alice.homes().soon()).orElseThrow()) {
        Bytes.readAll(bytes);
        assertThat(mallory.hear()).contains("sums");
        mallory.say("received", Map.of("hashes", Map.of("sha-256", "00".repeat(32))));
        expect(mallory, "end corrupted");
      }
      assertThat(Home.end(out)).isEqualTo("corrupted");
    });
  }

  @Test
  void whoConfirmsWithoutADigestVerifiesNothing() {
    offered((mallory, out, alice) -> {
      mallory.say("yes", Map.of());
      try (ByteStream bytes = mallory.bytes(alice.homes().soon()).orElseThrow()) {
        Bytes.readAll(bytes);
        assertThat(mallory.hear()).contains("sums");
        mallory.say("received", Map.of());
        expect(mallory, "end completed");
      }
      assertThat(Home.end(out)).isEqualTo("completed, SIZE_ONLY");
    });
  }

  @Test
  void aPartThatCanBeHadIsSent() {
    offered((mallory, out, alice) -> {
      mallory.say("yes", Map.of("offset", SIZE - 10));
      try (ByteStream bytes = mallory.bytes(alice.homes().soon()).orElseThrow()) {
        assertThat(Bytes.readAll(bytes)).hasSize(10);
      }
      out.cancel();
      assertThat(Home.end(out)).isEqualTo("cancelled HERE");
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"offset", "length", "chunk"})
  void aPartThatThereIsNotIsAFault(String key) {
    offered((mallory, out, alice) -> {
      mallory.say("yes", Map.of(key, SIZE + 1L));
      expect(mallory, "end fault");
      assertThat(Home.end(out)).isEqualTo("peer fault");
    });
  }

  @Test
  void whoNeverOpensTheChannelForTheBytesIsGivenUp() {
    offered((mallory, out, alice) -> {
      mallory.say("yes", Map.of());
      expect(mallory, "end timeout");
      assertThat(Home.end(out)).isEqualTo("timed out: CONNECT");
    });
  }

  @Test
  void whoTakesNoBytesIsGivenUp() {
    offered((mallory, out, alice) -> {
      mallory.say("yes", Map.of());
      try (ByteStream bytes = mallory.bytes(alice.homes().soon()).orElseThrow()) {
        expect(mallory, "end timeout");
      }
      assertThat(Home.end(out)).isEqualTo("timed out: STALL");
    });
  }

  @Test
  void aSecondChannelForTheBytesIsDeclined() {
    offered((mallory, out, alice) -> {
      Optional<ByteStream>[] second = new Optional[1];
      var asking =
          alice
              .homes()
              .world()
              .tasks()
              .fork("asks twice", () -> mallory.bytes(alice.homes().soon()));
      alice.homes().sleep(1);
      second[0] = mallory.bytes(alice.homes().soon());
      assertThat(second[0]).isEmpty();
      out.cancel();
      expect(mallory, "end cancelled");
      asking.join();
    });
  }

  @Test
  void whoLooksAgainAndAgainIsAFault() {
    offered((mallory, out, alice) -> {
      for (int i = 0; i < 4; i++) {
        mallory.say("look", Map.of());
        assertThat(mallory.hear()).contains("picture");
      }
      mallory.say("look", Map.of());
      expect(mallory, "end fault");
      assertThat(Home.end(out)).isEqualTo("peer fault");
    });
  }

  @Test
  void whoNeverReadsWhatIsSaidHarmsNobodyElse() {
    offered((mallory, out, alice) -> {
      for (int i = 0; i < 200; i++) {
        mallory.say("look", Map.of());
      }
      assertThat(Home.end(out)).isEqualTo("peer fault");
    });
  }
}
