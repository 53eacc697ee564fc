package dev.ferry.sim.scenario;

import dev.ferry.Assurance;
import dev.ferry.Encrypt;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.jingle.JingleSettings;
import dev.ferry.port.Keyring;
import dev.ferry.port.Pins.Pin;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.key.SimIdentity;
import dev.ferry.sim.key.SimPins;
import java.util.List;
import java.util.Optional;

/** A scene in which both can encrypt, and what each knows of the other's certificates. */
record Secrecy(Scene scene, SimPins alices, SimPins bobs) {
  /** What happens between the two. */
  @FunctionalInterface
  interface Play {
    void act(Secrecy secrecy) throws Exception;
  }

  static void underSeeds(int seeds, Play play) {
    SimWorld.underSeeds(seeds, world -> in(world, Encrypt.AUTO, play));
  }

  static void in(SimWorld world, Encrypt bobsRule, Play play) throws Exception {
    try (Place place = new Place(world)) {
      SimPins alices = new SimPins(world.tasks());
      SimPins bobs = new SimPins(world.tasks());
      XmppSettings standard = XmppSettings.standard();
      XmppSettings strict = standard.with(JingleSettings.standard().encrypt(bobsRule));
      Scene scene =
          new Scene(
              place,
              place.join("alice", standard, keyring("alice", alices)),
              place.join("bob", strict, keyring("bob", bobs)));
      play.act(new Secrecy(scene, alices, bobs));
      place.assertQuiet();
    }
  }

  static Optional<Keyring> keyring(String name, SimPins pins) {
    return Optional.of(new Keyring(SimIdentity.named(name), pins));
  }

  Place place() {
    return scene.place();
  }

  Party alice() {
    return scene.alice();
  }

  Party bob() {
    return scene.bob();
  }

  /** Alice offers Bob a file under this rule. */
  Transfer send(SimFile file, Encrypt rule, Route... via) {
    SendOptions how = SendOptions.standard().encrypt(rule);
    return alice().ferry().send(bob().peer(), file, via.length == 0 ? how : how.via(List.of(via)));
  }

  /** What is said of a transfer that flows. */
  Assurance assurance(Transfer transfer) throws InterruptedException {
    scene.until(transfer, Flowing.class);
    return ((Flowing) transfer.state()).assurance();
  }

  /** What Alice knows of Bob. */
  List<Pin> knownToAlice() {
    return alices.of(bob().jid());
  }
}
