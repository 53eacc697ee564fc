package dev.ferry.openpgp;

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
import dev.ferry.port.Pins;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.Received;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.file.SimVault;
import dev.ferry.sim.key.SimPins;
import dev.ferry.sim.xmpp.Passage;
import dev.ferry.sim.xmpp.SimXmpp;
import dev.ferry.sim.xmpp.Socks5Proxy;
import dev.ferry.stanza.Jid;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files between two Ferrys that have nothing but OpenPGP, by every way. */
class OpenPgpTransferTest {
  private static final long SIZE = 200_000;
  private static final int PROXY = 1080;

  private static Ferry join(SimWorld world, SimXmpp server, String name, String address)
      throws InterruptedException {
    Pins pins = new SimPins(world.tasks());
    var kind = new OpenPgp(Keys.of(name), pins, InstantSource.system());
    return XmppDevice.open(
        world.host(name, address),
        server.connect(Jid.of(name + "@example.org/ferry")),
        XmppSettings.standard().with(kind));
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void goEncryptedAndTheNextTimeTheKeyIsKnown(Route route) {
    SimWorld.underSeeds(
        1,
        world -> {
          SimXmpp server = new SimXmpp(world.tasks(), "example.org", world::log);
          server.keepNodes();
          var host = world.network().host("proxy", "192.0.2.250");
          var at = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.250"), PROXY);
          try (Socks5Proxy proxy =
              new Socks5Proxy(world.tasks(), host, at, Jid.of("proxy.example.org"))) {
            server.add(proxy);
            try (Ferry alice = join(world, server, "alice", "192.0.2.1");
                Ferry bob = join(world, server, "bob", "192.0.2.2")) {
              for (Proof proof : List.of(Proof.FIRST_USE, Proof.PINNED)) {
                SimFile file = SimFile.generated(world.tasks(), "song.ogg", SIZE, 1);
                SimVault vault = new SimVault(world.tasks());
                Transfer out =
                    alice.send(
                        bob.self(),
                        file,
                        SendOptions.standard().encrypt(Encrypt.REQUIRED).via(List.of(route)));
                IncomingOffer offer =
                    bob.nextOffer(world.tasks().in(60_000_000_000L)).orElseThrow();
                assertThat(offer.assurance()).isEqualTo(new Assurance(Encryption.OPENPGP, proof));
                offer.accept(vault);
                assertThat(out.await().reason()).isInstanceOf(EndReason.Completed.class);
                assertThat(offer.transfer().await().reason())
                    .isInstanceOf(EndReason.Completed.class);
                for (Transfer one : List.of(out, offer.transfer())) {
                  assertThat(one.await().assurance())
                      .contains(new Assurance(Encryption.OPENPGP, proof));
                }
                assertThat(vault.received())
                    .extracting(Received::sha256)
                    .containsExactly(file.sha256());
              }
              assertThat(server.passages())
                  .extracting(Passage::stanza)
                  .anyMatch(s -> s.toString().contains("<openpgp xmlns=\"urn:xmpp:openpgp:0\">"));
            }
          }
        });
  }
}
