package dev.ferry.sync;

import dev.ferry.identity.AccountId;
import dev.ferry.identity.ContactBook;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Standing.Event;
import dev.ferry.json.Json;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.Tasks;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.key.SimRecords;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** What one device of the account keeps, and its talks with others. */
record Shelf(SimWorld world, Network network, String address, IdentityStore store, Notebook book) {
  /** The device of that number. */
  static Shelf of(SimWorld world, int number) {
    String address = "10.0.0." + number;
    var store = new IdentityStore(new SimRecords(), world.random());
    return new Shelf(
        world,
        world.network().host("device " + number, address),
        address,
        store,
        new Notebook(store, world.tasks(), ("" + number).repeat(64)));
  }

  static AccountId person(int number) {
    return AccountId.parse(("" + number).repeat(40)).orElseThrow();
  }

  void decide(int person, Event event) throws Exception {
    var unused = store.on(person(person), event);
  }

  ContactBook contacts() throws Exception {
    return store.contacts();
  }

  /** A note of another device's. */
  static Note note(String key, long stamp, String word) {
    return new Note(key, stamp, "9".repeat(64), Json.EMPTY.with("standing", word).write());
  }

  /** Both ends of a connection. */
  record Line(ByteStream here, ByteStream there) {}

  Line line(Shelf other) throws Exception {
    InetSocketAddress at = new InetSocketAddress(InetAddress.ofLiteral(other.address), 0);
    try (Listener listener = other.network.listen(at)) {
      ByteStream here = network.connect(listener.address(), Tasks.NEVER);
      return new Line(here, listener.accept().stream());
    }
  }

  SiblingTalk talk(ByteStream over) {
    return new SiblingTalk(world.tasks(), book, over);
  }

  /** They have so long to tell each other what they know. */
  void meet(Shelf other, double seconds) throws Exception {
    Line line = line(other);
    try (TaskScope scope = new TaskScope(world.tasks())) {
      scope.fork(
          "talk here",
          () -> {
            var unused = talk(line.here()).run();
          });
      scope.fork(
          "talk there",
          () -> {
            var unused = other.talk(line.there()).run();
          });
      world.tasks().sleep((long) (seconds * 1e9));
      line.here().close();
      line.there().close();
    }
  }
}
