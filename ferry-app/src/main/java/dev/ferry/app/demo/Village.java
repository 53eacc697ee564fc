package dev.ferry.app.demo;

import dev.ferry.Ferry;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Issuing;
import dev.ferry.identity.Making;
import dev.ferry.identity.Making.Made;
import dev.ferry.identity.Standing.Event;
import dev.ferry.io.AccountConfig;
import dev.ferry.io.Ferries;
import dev.ferry.io.dht.DhtConfig;
import dev.ferry.io.dht.Dhts;
import dev.ferry.io.key.RecordFolder;
import dev.ferry.io.key.RsaKeyMaker;
import dev.ferry.io.socket.Interfaces;
import dev.ferry.io.tasks.SystemRandomness;
import java.io.IOException;
import java.util.List;

/** Where the rehearsal plays without a server: a node of a DHT and two devices that know it. */
record Village(DhtNode node, Ferry alice, Ferry bob) implements AutoCloseable {
  /** For an account that lives for seconds; keys of the usual length take longer to make. */
  private static final int BITS = 2048;

  static Village settle(DemoFiles files) throws IOException, InterruptedException {
    DhtConfig loopback = DhtConfig.standard().with(Interfaces.loopback()).withPort(0);
    DhtNode node = Dhts.node(loopback.withBootstrap(List.of("127.0.0.1:9")));
    DhtConfig dht =
        loopback.withBootstrap(List.of("127.0.0.1:" + node.addresses().getFirst().getPort()));
    Made alice = account("Alice");
    Made bob = account("Bob");
    return new Village(
        node,
        device(files, "alice", alice, bob.device().account(), dht),
        device(files, "bob", bob, alice.device().account(), dht));
  }

  private static Made account(String name) throws IOException, InterruptedException {
    Issuing issuing = new Issuing(Dhts.tasks().timeOfDay(), new SystemRandomness());
    return new Making(new RsaKeyMaker(BITS), Dhts.tasks(), issuing).account(name, _ -> {});
  }

  private static Ferry device(
      DemoFiles files, String name, Made made, AccountId contact, DhtConfig dht)
      throws IOException, InterruptedException {
    IdentityStore store =
        new IdentityStore(
            new RecordFolder(files.folder("village/" + name)), new SystemRandomness());
    var asked = store.on(contact, new Event.UserAdded());
    var confirmed = store.on(contact, new Event.PeerConfirmed(""));
    assert !asked.isEmpty() && !confirmed.isEmpty();
    return Ferries.open(AccountConfig.of(store, made).with(dht));
  }

  @Override
  public void close() {
    alice.close();
    bob.close();
    node.close();
  }
}
