package dev.ferry.sim.scenario;

import dev.ferry.Assurance;
import dev.ferry.Encrypt;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.jingle.JingleSettings;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.key.SimEnvelope;
import dev.ferry.sim.xmpp.Passage;
import dev.ferry.sim.xmpp.Rule;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.List;
import java.util.Optional;

/** A scene in which both can encrypt by JET and by nothing else. */
record Sealing(Scene scene) {
  static final String JET = "urn:xmpp:jingle:jet:0";
  static final String RECORDS = "urn:dev:ferry:jet:0";

  /** What happens between the two. */
  @FunctionalInterface
  interface Play {
    void act(Sealing sealing) throws Exception;
  }

  static XmppSettings settings() {
    return XmppSettings.standard().with(SimEnvelope.omemo().kind());
  }

  static void underSeeds(int seeds, Play play) {
    SimWorld.underSeeds(seeds, world -> in(world, Encrypt.AUTO, play));
  }

  static void in(SimWorld world, Encrypt bobsRule, Play play) throws Exception {
    XmppSettings bobs = settings().with(JingleSettings.standard().encrypt(bobsRule));
    Scene.in(world, settings(), bobs, scene -> play.act(new Sealing(scene)));
  }

  Party alice() {
    return scene.alice();
  }

  Party bob() {
    return scene.bob();
  }

  Transfer send(SimFile file, Encrypt rule, Route... via) {
    SendOptions how = SendOptions.standard().encrypt(rule);
    return alice().ferry().send(bob().peer(), file, via.length == 0 ? how : how.via(List.of(via)));
  }

  /** What is said of a transfer that flows. */
  Assurance assurance(Transfer transfer) throws InterruptedException {
    scene.until(transfer, Flowing.class);
    return ((Flowing) transfer.state()).assurance();
  }

  /** Somebody's program no longer says that it can do this. */
  void hide(Jid whose, String feature) {
    scene.place().server().rule(hiding(whose, feature));
  }

  static Rule hiding(Jid whose, String feature) {
    return Tampering.from(
        whose, e -> e.filter(x -> x.attribute("var").filter(v -> v.startsWith(feature)).isEmpty()));
  }

  /** The {@code security} elements of the offers that went over the server. */
  List<Xml> elements() {
    return scene.place().server().passages().stream()
        .map(Passage::stanza)
        .flatMap(s -> s.children().stream())
        .filter(c -> c.attribute("action").filter("session-initiate"::equals).isPresent())
        .flatMap(jingle -> jingle.children().stream())
        .flatMap(content -> content.child("security", JET).stream())
        .toList();
  }

  /** How both ended. */
  String ends(Transfer out, Transfer in) throws InterruptedException {
    return Story.words(out.await().reason()) + " | " + Story.words(in.await().reason());
  }

  Optional<String> key(Xml security) {
    return security.children().getFirst().attribute("key");
  }
}
