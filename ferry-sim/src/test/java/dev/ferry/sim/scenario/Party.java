package dev.ferry.sim.scenario;

import dev.ferry.Ferry;
import dev.ferry.IncomingOffer;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.assembly.XmppDevice;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.content.ChunkPlan;
import dev.ferry.port.Keyring;
import dev.ferry.port.World;
import dev.ferry.sim.file.Leftover;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.file.SimVault;
import dev.ferry.stanza.Jid;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Somebody with a device and a folder for what comes. */
record Party(Place place, String name, Jid jid, Ferry ferry, SimVault vault) {

  static Party join(
      Place place,
      String name,
      Jid jid,
      String address,
      XmppSettings settings,
      Optional<Keyring> keyring)
      throws InterruptedException {
    World world = place.world().host(name, address);
    SimVault vault = new SimVault(world.tasks());
    place.world().watch(() -> leaked(vault));
    Ferry ferry =
        place.renews()
            ? XmppDevice.open(
                world, place.server().connect(jid), place.server().source(), settings, keyring)
            : XmppDevice.open(world, place.server().connect(jid), settings, keyring);
    return new Party(place, name, jid, ferry, vault);
  }

  /** What nobody closed, or nobody can go on with. */
  private static List<String> leaked(SimVault vault) {
    return vault.leftovers().stream()
        .filter(l -> l.inUse() || l.written() < ChunkPlan.USUAL)
        .map(Leftover::toString)
        .toList();
  }

  Peer peer() {
    return ferry.self();
  }

  /** Offers a file by these ways, or by all when none is named. */
  Transfer send(SimFile file, Party to, Route... via) {
    SendOptions all = SendOptions.standard();
    return ferry.send(to.peer(), file, via.length == 0 ? all : all.via(List.of(via)));
  }

  /** Offers a file, and again by itself when it is lost. */
  Transfer sendUntilItIsThrough(SimFile file, Party to, Route... via) {
    SendOptions all = SendOptions.standard();
    SendOptions some = via.length == 0 ? all : all.via(List.of(via));
    return ferry.send(to.peer(), file, some.keepTrying(Duration.ofHours(1)));
  }

  /** The next offer that comes. */
  IncomingOffer offer() throws InterruptedException {
    return ferry
        .nextOffer(place.soon())
        .orElseThrow(() -> new AssertionError(name + " got no offer"));
  }

  /** Accepts what is offered next. */
  Transfer accept() throws InterruptedException {
    IncomingOffer offer = offer();
    offer.accept(vault);
    return offer.transfer();
  }

  /** The server loses this device's stream for good. */
  void loseLink() {
    place.server().lose(jid, "the connection broke");
  }

  void interruptLink() {
    place.server().interrupt(jid);
  }

  void resumeLink() throws InterruptedException {
    place.server().resume(jid);
  }
}
