package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.Dht;
import dev.ferry.dht.value.Owner;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.dht.value.Value;
import dev.ferry.identity.Chain;
import dev.ferry.peerlink.ConnectRequest;
import dev.ferry.peerlink.PeerDoor;
import dev.ferry.port.Tasks;
import dev.ferry.sim.SimWorld;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Strangers ask for connections, and for those of others. */
class DoorUnderSiegeTest {
  private static final int SEEDS = 2;

  /** Only Alice may come, and it takes long to find out who somebody else is. */
  private record OnlyAlice(Tasks tasks) implements PeerDoor.Guests {
    @Override
    public Optional<Chain> admit(PublicKeyInfo device, long deadline) throws InterruptedException {
      if (device.equals(Folks.ALICE.chain().deviceKey())) {
        return Optional.of(Folks.ALICE.chain());
      }
      tasks.sleep(60 * Street.SECOND);
      return Optional.empty();
    }

    @Override
    public List<PublicKeyInfo> all(long deadline) {
      return List.of(Folks.ALICE.chain().deviceKey());
    }
  }

  @Test
  void aCrowdOfStrangersKeepsNoGuestOut() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          try (Street street = new Street(world)) {
            PeerDoor bob = street.door("bob", Folks.BOB, new OnlyAlice(world.tasks()));
            PeerDoor alice = street.door("alice", Folks.ALICE, Folks.BOB);
            Dht voice = street.voice("strangers");
            var random = new Random(1);
            for (int i = 0; i < 40; i++) {
              Value request = Value.clear(new ConnectRequest(7, false, "x\ny\n").body());
              Value sealed =
                  Owner.of(keys()).seal(request, Folks.BOB.chain().deviceKey(), random::nextBytes);
              voice.put(Folks.BOB.chain().device().door(), sealed, street.soon());
            }

            alice.call(Folks.BOB.chain(), street.soon()).close();

            bob.next(street.soon()).orElseThrow().link().close();
          }
        });
  }

  @Test
  void aRequestThatSomebodyPutsAgainIsNotAnsweredAgain() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          try (Street street = new Street(world)) {
            PeerDoor bob = street.door("bob", Folks.BOB, Folks.ALICE);
            PeerDoor alice = street.door("alice", Folks.ALICE, Folks.BOB);
            alice.call(Folks.BOB.chain(), street.soon()).close();
            bob.next(street.soon()).orElseThrow().link().close();

            Dht voice = street.voice("mallory");
            List<Value> asked = voice.get(Folks.BOB.chain().device().door(), street.soon());
            assertThat(asked).isNotEmpty();
            for (Value value : asked) {
              voice.put(
                  Folks.BOB.chain().device().door(), value.withId(value.id() ^ 1), street.soon());
            }
            world.tasks().sleep(40 * Street.SECOND);

            int answers = voice.get(Folks.ALICE.chain().device().door(), street.soon()).size();
            assertThat(answers).as("answers that Bob has given").isOne();
          }
        });
  }

  /** They lie in the DHT for ten minutes; who asked listens nowhere any more. */
  @Test
  void whatADeviceAskedForInAnEarlierLifeKeepsItNotOut() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          try (Street street = new Street(world)) {
            Dht voice = street.voice("alice before");
            var random = new Random(1);
            for (int i = 1; i <= 6; i++) {
              String places =
                  "abcd\n0123456789abcdefghijkl\n"
                      + "1 1 TCP 2128609279 10.0.0.99 5000 typ host tcptype passive\n";
              Value request = Value.clear(new ConnectRequest(i, false, places).body());
              Value sealed =
                  Owner.of(Folks.ALICE.keys())
                      .seal(request, Folks.BOB.chain().deviceKey(), random::nextBytes);
              voice.put(Folks.BOB.chain().device().door(), sealed, street.soon());
            }
            PeerDoor bob = street.door("bob", Folks.BOB, Folks.ALICE);
            PeerDoor alice = street.door("alice", Folks.ALICE, Folks.BOB);
            // Bob has heard of them, and looks for a way to where nobody is.
            world.tasks().sleep(5 * Street.SECOND);

            alice.call(Folks.BOB.chain(), world.tasks().in(15 * Street.SECOND)).close();

            bob.next(street.soon()).orElseThrow().link().close();
          }
        });
  }

  private static KeyPair keys() {
    try {
      // Strangers need not last long.
      var rsa = KeyPairGenerator.getInstance("RSA");
      rsa.initialize(1024);
      return rsa.generateKeyPair();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has RSA", impossible);
    }
  }
}
