package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason.PeerFault;
import dev.ferry.IncomingOffer;
import dev.ferry.Transfer;
import dev.ferry.peerlink.PeerLinks;
import dev.ferry.peerlink.Reception;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.port.ByteStream;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.Bytes;
import dev.ferry.sim.file.Received;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contacts that send files and keep to no rule: a clear end for this transfer, and no other. */
class HostileSendersTest {
  private static final int SEEDS = 2;
  private static final byte[] CONTENT = "hello, world".getBytes(StandardCharsets.UTF_8);

  /** What a contact does with its bare hands. */
  private interface Play {
    void act(Hands mallory, Home bob) throws Exception;
  }

  /** A device whose channels of files nobody serves but the test. */
  private record Hands(Home home, Reception reception) {
    RawTalk open(Home to) throws Exception {
      return RawTalk.open(home, to, RawTalk.ID);
    }

    /** Takes the next channel that the other side asks for. */
    ByteStream taken() throws InterruptedException {
      PeerLinks.Asked asked = reception.next(home.homes().soon()).orElseThrow();
      assertThat(asked.request().name()).isEqualTo("ferry/1/" + RawTalk.ID + "/bytes");
      return asked.request().accept();
    }
  }

  private static void play(Play play) {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          try (Homes homes = new Homes(world, Folks.MALLORY, Folks.BOB, Folks.ALICE)) {
            List<Reception> first = new ArrayList<>();
            Home mallory =
                homes.joinBareHanded(
                    "mallory",
                    Folks.MALLORY,
                    links -> first.add(links.attend(n -> n.startsWith("ferry/1/"))));
            play.act(new Hands(mallory, first.getFirst()), homes.join("bob", Folks.BOB));
          }
        });
  }

  private static Map<String, Object> offer(String name, long size) {
    return Map.of("name", name, "size", size);
  }

  private static Map<String, Object> sums(byte[] content) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
    return Map.of("hashes", Map.of("sha-256", HexFormat.of().formatHex(digest)));
  }

  @Test
  void whoKeepsToTheRulesWithBareHandsIsServed() {
    play((mallory, bob) -> {
      RawTalk talk = mallory.open(bob).say("offer", offer("a.txt", CONTENT.length));
      bob.accept();
      assertThat(talk.hear()).contains("yes");
      try (ByteStream bytes = mallory.taken()) {
        Bytes.write(bytes, CONTENT);
        talk.say("something new", Map.of("x", 1)).say("sums", sums(CONTENT));
        assertThat(talk.hear()).contains("received");
      }
      talk.say("end", Map.of("code", "completed"));
      assertThat(talk.hear()).isEmpty();
      assertThat(bob.end()).isEqualTo("completed, HASH");
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "a\u0000b", "..", "", "CON"})
  void aNameThatEscapesStaysInTheFolder(String name) {
    play((mallory, bob) -> {
      RawTalk talk = mallory.open(bob).say("offer", offer(name, CONTENT.length));
      bob.accept();
      talk.hear();
      try (ByteStream bytes = mallory.taken()) {
        Bytes.write(bytes, CONTENT);
        talk.say("sums", sums(CONTENT));
        assertThat(talk.hear()).contains("received");
      }
      talk.stream().close();
      assertThat(bob.end()).isEqualTo("completed, HASH");
      assertThat(bob.vault().received())
          .extracting(Received::name)
          .allMatch(n -> !n.contains("/") && !n.contains("\u0000") && !n.matches("\\.*"));
    });
  }

  @Test
  void otherBytesThanTheDigestSaysAreNotKept() {
    play((mallory, bob) -> {
      RawTalk talk = mallory.open(bob).say("offer", offer("a.txt", CONTENT.length));
      bob.accept();
      talk.hear();
      try (ByteStream bytes = mallory.taken()) {
        Bytes.write(bytes, CONTENT);
        talk.say("sums", sums(new byte[3]));
        assertThat(talk.hear()).contains("end corrupted");
      }
      talk.stream().close();
      assertThat(bob.end()).isEqualTo("corrupted");
      assertThat(bob.vault().received()).isEmpty();
    });
  }

  @Test
  void noDigestIsNoProof() {
    play((mallory, bob) -> {
      RawTalk talk = mallory.open(bob).say("offer", offer("a.txt", CONTENT.length));
      bob.accept();
      talk.hear();
      try (ByteStream bytes = mallory.taken()) {
        Bytes.write(bytes, CONTENT);
        talk.say("sums", Map.of("hashes", Map.of("md5", "00")));
        assertThat(talk.hear()).contains("end fault");
      }
      talk.stream().close();
      assertThat(bob.end()).isEqualTo("peer fault");
      assertThat(bob.vault().received()).isEmpty();
    });
  }

  @Test
  void moreBytesThanAnnouncedAreAFault() {
    play((mallory, bob) -> {
      RawTalk talk = mallory.open(bob).say("offer", offer("a.txt", 5));
      bob.accept();
      talk.hear();
      try (ByteStream bytes = mallory.taken()) {
        Bytes.write(bytes, CONTENT);
        assertThat(talk.hear()).contains("end fault");
      }
      talk.stream().close();
      assertThat(bob.end()).isEqualTo("peer fault");
    });
  }

  @Test
  void fewerBytesThanAnnouncedAreALoss() {
    play((mallory, bob) -> {
      RawTalk talk = mallory.open(bob).say("offer", offer("a.txt", 500));
      bob.accept();
      talk.hear();
      try (ByteStream bytes = mallory.taken()) {
        Bytes.write(bytes, CONTENT);
        bytes.closeOutput();
        assertThat(talk.hear()).contains("end lost");
      }
      talk.stream().close();
      assertThat(bob.end()).isEqualTo("connection lost");
    });
  }

  @Test
  void aSenderThatSendsNothingIsNotWaitedForForever() {
    play((mallory, bob) -> {
      RawTalk talk = mallory.open(bob).say("offer", offer("a.txt", 500));
      bob.accept();
      talk.hear();
      try (ByteStream bytes = mallory.taken()) {
        assertThat(talk.hear()).contains("end timeout");
      }
      assertThat(bob.end()).isEqualTo("timed out: FIRST_BYTE");
      talk.stream().close();
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "sums", "received", "offer", "want"})
  void whatIsNotDueEndsIt(String kind) {
    play((mallory, bob) -> {
      RawTalk talk = mallory.open(bob).say("offer", offer("a.txt", 500));
      Transfer in = bob.offer().transfer();
      talk.say(kind, offer("b.txt", 1));
      assertThat(talk.hear()).contains("end fault");
      assertThat(in.await().reason()).isInstanceOf(PeerFault.class);
      talk.stream().close();
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "sums", "received", "look"})
  void aFirstWordThatIsNoOfferShowsNothing(String kind) {
    play((mallory, bob) -> {
      RawTalk talk = mallory.open(bob).say(kind, Map.of());
      assertThat(talk.hear()).contains("end fault");
      talk.stream().close();
      assertThat(bob.ferry().transfers()).isEmpty();
    });
  }

  @Test
  void nonsenseEndsItAtOnce() {
    play((mallory, bob) -> {
      byte[][] all = {
        {0x7f, 0, 0, 0},
        {-1, -1, -1, -1},
        {0, 0, 0, 1, (byte) 0xc1},
        {0, 0, 0, 0},
        {0, 2, 0, 1},
      };
      for (int i = 0; i < all.length; i++) {
        String id = "%032x".formatted(i);
        RawTalk talk = RawTalk.open(mallory.home(), bob, id).raw(all[i]);
        assertThat(talk.hear()).as("nonsense " + i).contains("end fault");
        talk.stream().close();
      }
      assertThat(bob.ferry().transfers()).isEmpty();
    });
  }

  @Test
  void aFloodOfOffersIsBoundedAndOthersGoOn() {
    play((mallory, bob) -> {
      Home alice = mallory.home().homes().join("alice", Folks.ALICE);
      ChannelLink link = mallory.home().links().to(bob.who().chain(), alice.homes().soon());
      List<ByteStream> open = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String id = "%032x".formatted(i);
        Optional<ByteStream> words = link.ask("ferry/1/" + id, alice.homes().soon());
        if (words.isPresent()) {
          new RawTalk(link, words.get(), id).say("offer", offer("spam", 5));
          open.add(words.get());
        }
      }
      assertThat(open).hasSize(32);
      Transfer out = alice.send(alice.homes().file("song.ogg", 400_000), bob);
      IncomingOffer offer = bob.offer();
      while (!offer.transfer().file().name().equals("song.ogg")) {
        offer = bob.offer();
      }
      offer.accept(bob.vault());
      assertThat(Home.end(out)).isEqualTo("completed, HASH");
      open.forEach(ByteStream::close);
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ferry/1/",
        "ferry/1/xyz",
        "ferry/1/0123456789ABCDEF0123456789ABCDEF",
        "ferry/1/0123456789abcdef0123456789abcdef/bytes",
        "ferry/1/0123456789abcdef0123456789abcdef/more",
        "ferry/2/0123456789abcdef0123456789abcdef",
      })
  void channelsThatMakeNoSenseAreDeclined(String name) {
    play((mallory, bob) -> {
      ChannelLink link =
          mallory.home().links().to(bob.who().chain(), mallory.home().homes().soon());
      assertThat(link.ask(name, mallory.home().homes().soon())).isEmpty();
    });
  }
}
