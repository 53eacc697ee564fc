package dev.ferry.omemo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.StanzaLink;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.World;
import dev.ferry.security.Envelope;
import dev.ferry.security.Envelope.Opened;
import dev.ferry.security.Envelope.Sealed;
import dev.ferry.security.Envelope.Secret;
import dev.ferry.security.NotSecured;
import dev.ferry.sim.key.SimRecords;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.Caps;
import dev.ferry.xmpp.Disco;
import dev.ferry.xmpp.DiscoInfo;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Pep;
import dev.ferry.xmpp.Presences;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** A device that is online with OMEMO and nothing else. */
record Device(
    Town town,
    Jid jid,
    SimRecords records,
    IqRouter router,
    Envelope envelope,
    StanzaLink link,
    TaskHandle pump,
    TaskScope scope)
    implements AutoCloseable {
  private static final long SECOND = 1_000_000_000L;

  static Device online(Town town, Jid jid, SimRecords records) throws InterruptedException {
    World world = town.host();
    StanzaLink link = town.server().connect(jid);
    IqRouter router = new IqRouter(world.tasks(), world.random(), link);
    TaskScope scope = new TaskScope(world.tasks());
    Presences presences = new Presences(world.tasks(), router);
    Envelope envelope =
        new Omemo(records).open(world, router, new Pep(world.tasks(), router), scope);
    var features = new TreeSet<>(Disco.FEATURES);
    features.addAll(envelope.features());
    var info = new DiscoInfo(List.of(), features);
    Caps caps = Caps.of("urn:example:client", info);
    new Disco(world.tasks(), router, presences).serve(info, caps);
    TaskHandle pump = world.tasks().fork("router of " + jid, router::run);
    router.send(Xml.of("presence", Iq.NAMESPACE).with(caps.toXml()));
    return new Device(town, jid, records, router, envelope, link, pump, scope);
  }

  /** Its number, once it has one. */
  int id() throws Exception {
    return keys().own().orElseThrow().id();
  }

  KeyPrint print() throws Exception {
    return keys().own().orElseThrow().key();
  }

  KnownKeys keys() {
    return new KnownKeys(records, jid);
  }

  long soon() {
    return town.world().tasks().in(30 * SECOND);
  }

  /** A secret that differs with its number. */
  static Secret secret(int number) {
    byte[] key = new byte[16];
    byte[] iv = new byte[12];
    Arrays.fill(key, (byte) number);
    Arrays.fill(iv, (byte) -number);
    return new Secret(key, iv);
  }

  Sealed seal(Device peer, int number) throws NotSecured, InterruptedException {
    return envelope.seal(peer.jid(), secret(number), "session", soon());
  }

  Opened open(Device peer, Xml element) throws NotSecured, InterruptedException {
    return envelope.open(peer.jid(), element, "session", soon());
  }

  /** Seals for a peer, which opens it; answers what the peer may say of this device. */
  Opened send(Device peer, int number) throws NotSecured, InterruptedException {
    Opened opened = peer.open(this, seal(peer, number).element());
    assertThat(opened.secret().key()).isEqualTo(secret(number).key());
    assertThat(opened.secret().iv()).isEqualTo(secret(number).iv());
    return opened;
  }

  /** What comes of sealing or opening: why not. */
  @FunctionalInterface
  interface Attempt {
    Object make() throws NotSecured, InterruptedException;
  }

  static String refusal(Attempt attempt) throws InterruptedException {
    try {
      throw new AssertionError("it was not refused but became " + attempt.make());
    } catch (NotSecured refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  @Override
  public void close() {
    scope.close();
    link.close();
    pump.join();
  }
}
