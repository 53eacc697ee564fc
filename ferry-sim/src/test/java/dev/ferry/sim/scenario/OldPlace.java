package dev.ferry.sim.scenario;

import dev.ferry.EndReason;
import dev.ferry.Transfer;
import dev.ferry.port.FileSource;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.xmpp.Passage;
import dev.ferry.sim.xmpp.Rule;
import dev.ferry.sim.xmpp.Rule.Verdict;
import dev.ferry.stanza.Xml;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * Scenes in which Bob's device hides that it knows Jingle, so that all goes by the old protocol.
 */
final class OldPlace {
  static final String SI = "http://jabber.org/protocol/si";

  private static final String APPLICATION = "urn:xmpp:jingle:apps:file-transfer";

  private OldPlace() {}

  /** Bob says of himself what a client says that knows Jingle for calls but not for files. */
  static Rule withoutJingleFiles(Scene scene) {
    return (from, stanza) ->
        from.equals(scene.bob().jid()) && stanza.toString().contains(APPLICATION)
            ? new Verdict.Replace(List.of(without(stanza)))
            : new Verdict.Pass();
  }

  private static Xml without(Xml element) {
    Xml bare = new Xml(element.name(), element.namespace(), element.attributes(), List.of(), "");
    return bare.with(
            element.children().stream()
                .filter(c -> c.attribute("var").filter(v -> v.startsWith(APPLICATION)).isEmpty())
                .map(OldPlace::without)
                .toList())
        .withText(element.text());
  }

  static void in(SimWorld world, Scene.Play play) throws Exception {
    Scene.in(
        world,
        scene -> {
          scene.place().server().rule(withoutJingleFiles(scene));
          play.act(scene);
        });
  }

  static void underSeeds(int seeds, Scene.Play play) {
    SimWorld.underSeeds(seeds, world -> in(world, play));
  }

  /** The elements of that name that were said first in a request. */
  static List<Xml> said(Scene scene, String name) {
    return scene.place().server().passages().stream()
        .map(Passage::stanza)
        .filter(s -> s.attribute("type").filter("set"::equals).isPresent())
        .flatMap(s -> s.children().stream().limit(1))
        .filter(c -> c.name().equals(name))
        .toList();
  }

  /** The attempts of a transfer that found no route, without the places. */
  static List<String> attempts(Transfer transfer) throws InterruptedException {
    return ((EndReason.NoRoute) transfer.await().reason())
        .attempts().stream().map(a -> a.route() + ": " + a.outcome()).toList();
  }

  /** Offers carry a hash, as those of some old clients do. */
  static Rule givingHash(String md5) {
    return (_, stanza) ->
        stanza.child("si", SI).isPresent() && stanza.toString().contains("size=")
            ? new Verdict.Replace(List.of(hashed(stanza, md5)))
            : new Verdict.Pass();
  }

  private static Xml hashed(Xml element, String md5) {
    Xml bare = new Xml(element.name(), element.namespace(), element.attributes(), List.of(), "");
    return (element.name().equals("file") ? bare.with("hash", md5) : bare)
        .with(element.children().stream().map(c -> hashed(c, md5)).toList())
        .withText(element.text());
  }

  /** The hash that an old client would compute. */
  static String md5(SimFile file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("MD5");
    try (FileSource.Reader reader = file.open()) {
      ByteBuffer buffer = ByteBuffer.allocate(65536);
      for (long at = 0; at < file.size(); ) {
        at += reader.read(buffer.clear(), at);
        digest.update(buffer.flip());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
