package dev.ferry.assembly;

import dev.ferry.Ferry;
import dev.ferry.dht.Dht;
import dev.ferry.ice.IceSettings;
import dev.ferry.ice.Role;
import dev.ferry.ice.meeting.Meeting;
import dev.ferry.identity.ContactDesk;
import dev.ferry.identity.Directory;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Letters;
import dev.ferry.identity.Making.Made;
import dev.ferry.identity.OwnDevice;
import dev.ferry.identity.TakenBack;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Paces;
import dev.ferry.peerlink.PeerDoor;
import dev.ferry.peerlink.PeerLinks;
import dev.ferry.peerlink.Whereabouts;
import dev.ferry.port.World;
import dev.ferry.sync.Notebook;
import dev.ferry.sync.OfferNotes;
import dev.ferry.sync.Siblings;
import dev.ferry.transfer.Device;
import dev.ferry.transport.AddressRule;

/** A device of an account without a server: others find it in the DHT and connect to it. */
public final class AccountDevice {
  private AccountDevice() {}

  /**
   * Opens a device, and waits until others can find it, or for as long as the settings say: then it
   * is away, and goes on trying.
   *
   * @param dht the way into the DHT; closed with the device
   * @param store whom the account knows; other programs may change it meanwhile
   * @param made the account and its device here
   */
  public static Ferry open(
      World world, Dht dht, IdentityStore store, Made made, AccountSettings settings)
      throws InterruptedException {
    TaskScope below = new TaskScope(world.tasks());
    below.own(dht);
    OwnDevice own = made.device();
    var notebook = new Notebook(store, world.tasks(), own);
    var offers = new OfferNotes(notebook);
    var takenBack = new TakenBack(dht, world.tasks(), store.records(), made);
    var known = new KnownContacts(world, dht, store, made, offers, takenBack.lists());
    PeerLinks links =
        below.own(PeerLinks.open(door(world, dht, known, own, settings), own.id(), world.tasks()));
    below.fork(
        "where this device is",
        new Whereabouts(world.tasks(), world.network(), links::moved)::watch);
    Arrival.Desk[] desk = new Arrival.Desk[1];
    Device device =
        new Device(
            world,
            below,
            settings.log(),
            new Remembering(offers, settings.log(), own.account()),
            settings.paces().orElseGet(() -> Paces.free(world.tasks())),
            d -> {
              desk[0] = d;
              return AccountNegotiation.open(world, links, own.chain(), known, d);
            });
    below.own(Siblings.open(world.tasks(), links, own.chain(), notebook, known));
    boolean open = false;
    try {
      var published = new Published(world.tasks(), dht, made, below, desk[0], device.self());
      below.fork("is found in the DHT", published::run);
      below.fork("keeps what other devices took back", takenBack::run);
      ContactDesk contacts = desk(world, dht, store, made);
      settings.desk().accept(contacts);
      var mail = new ContactMail(world.tasks(), dht, store, own, contacts, settings);
      below.fork("requests to be contacts", mail::read);
      below.fork("requests without an answer", () -> mail.ask(published));
      boolean unused = published.await(world.tasks().in(settings.patience().toNanos()));
      open = true;
      return device;
    } finally {
      if (!open) {
        device.close();
      }
    }
  }

  private static ContactDesk desk(World world, Dht dht, IdentityStore store, Made made) {
    var letters =
        new Letters(dht, new Directory(dht, world.tasks()), made.device(), world.random());
    return new ContactDesk(store, letters, made.device(), made.archive().name());
  }

  private static PeerDoor door(
      World world, Dht dht, KnownContacts known, OwnDevice own, AccountSettings settings) {
    IceHelp help = settings.ice();
    IceSettings ice = new IceSettings(help.servers(), help.tls(), true, true, help.doors());
    return PeerDoor.open(
        world,
        dht,
        own.keys(),
        own.chain(),
        known.guests(settings.answers()),
        role -> meeting(world, ice, role));
  }

  /** The link itself finds out whether the peer is still there. */
  private static Meeting meeting(World world, IceSettings ice, Role role) {
    var local = world.network().local();
    return new Meeting(
        world, ice, role, (to, listeners) -> new AddressRule(local, listeners).refusal(to), false);
  }
}
