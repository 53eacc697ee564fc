package dev.ferry.io.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Assurance;
import dev.ferry.Assurance.Encryption;
import dev.ferry.Assurance.Proof;
import dev.ferry.Encrypt;
import dev.ferry.EndReason;
import dev.ferry.Ferry;
import dev.ferry.IncomingOffer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.assembly.XmppDevice;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.io.file.DirectoryVault;
import dev.ferry.io.file.DiskFile;
import dev.ferry.io.socket.Interfaces;
import dev.ferry.io.socket.SocketNetwork;
import dev.ferry.io.tasks.InATask;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.Keyring;
import dev.ferry.port.Pins.Pin;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.security.Fingerprint;
import dev.ferry.sim.xmpp.SimXmpp;
import dev.ferry.stanza.Jid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two devices with keys and sockets of their own; only the server is played. */
class EncryptedTransferTest {
  private static final Jid ALICE = Jid.of("alice@example.org/laptop");
  private static final Jid BOB = Jid.of("bob@example.org/desk");
  private static final int SIZE = 20_000_000;

  @TempDir private Path folder;

  private Ferry device(World world, SimXmpp server, Jid jid) throws Exception {
    Path home = folder.resolve(jid.local());
    var keyring = new Keyring(new KeyFile(home), new PinFile(home));
    return XmppDevice.open(
        world, server.connect(jid), XmppSettings.standard(), Optional.of(keyring));
  }

  @Test
  void aFileGoesEncryptedOverSocketsAndTheNextTimeTheDeviceIsKnown() throws Exception {
    InATask.run(tasks -> {
      World world =
          new World(tasks, new SocketNetwork(Interfaces.loopback()), new SystemRandomness());
      var server = new SimXmpp(tasks, "example.org", _ -> {});
      try (Ferry alice = device(world, server, ALICE);
          Ferry bob = device(world, server, BOB)) {
        for (Proof proof : List.of(Proof.FIRST_USE, Proof.PINNED)) {
          assertThat(send(tasks, alice, bob, Route.DIRECT, SIZE))
              .isEqualTo(new Assurance(Encryption.XTLS, proof));
        }
        assertThat(send(tasks, alice, bob, Route.IN_BAND, SIZE / 50))
            .isEqualTo(new Assurance(Encryption.XTLS, Proof.PINNED));
      }
      var bobs = new KeyFile(folder.resolve("bob")).credentials().certificate();
      assertThat(new PinFile(folder.resolve("alice")).of(BOB))
          .extracting(Pin::fingerprint)
          .containsExactly(Fingerprint.of(bobs).text());
    });
  }

  private Assurance send(Tasks tasks, Ferry alice, Ferry bob, Route route, int size)
      throws Exception {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    Path file = Files.write(folder.resolve("song.ogg"), content);
    Path into = Files.createTempDirectory(folder, "into");
    SendOptions how = SendOptions.standard().encrypt(Encrypt.REQUIRED).via(List.of(route));
    Transfer out = alice.send(bob.self(), DiskFile.at(file), how);
    IncomingOffer offer = bob.nextOffer(tasks.in(60_000_000_000L)).orElseThrow();
    offer.accept(DirectoryVault.in(into, new SystemRandomness()));
    assertThat(out.await().reason()).isInstanceOf(EndReason.Completed.class);
    assertThat(Files.readAllBytes(into.resolve("song.ogg"))).isEqualTo(content);
    return offer.transfer().await().assurance().orElseThrow();
  }
}
