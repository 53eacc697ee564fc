package dev.ferry.interop;

import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.ice.IceSettings;
import dev.ferry.ice.meeting.Meeting;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.Chain;
import dev.ferry.identity.ChainCheck.Verdict;
import dev.ferry.identity.Directory;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.OwnDevice;
import dev.ferry.identity.Publishing;
import dev.ferry.io.dht.DhtConfig;
import dev.ferry.io.dht.Dhts;
import dev.ferry.io.key.RecordFolder;
import dev.ferry.io.socket.Interfaces;
import dev.ferry.io.socket.SocketNetwork;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.peerlink.PeerDoor;
import dev.ferry.peerlink.PeerLinks;
import dev.ferry.peerlink.Reception;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Ferry's links with other devices, in a process of their own: the account of a home is found by
 * others, contacts may connect, and every channel is told as a line. The first that is asked for is
 * declined, of those after it the first word is told.
 *
 * <p>Arguments: the home, the DHT's node to begin with, then none to wait, or an account and the
 * names of the channels to ask its devices for.
 */
final class LinkedFerry {
  private static final long SECOND = 1_000_000_000;
  private static final Tasks TASKS = Dhts.tasks();
  private static final IceSettings ALONE = new IceSettings(List.of(), TlsLayer.NONE, true, false);

  private final IdentityStore store;
  private final Directory directory;

  private LinkedFerry(IdentityStore store, Directory directory) {
    this.store = store;
    this.directory = directory;
  }

  public static void main(String[] arguments) throws Exception {
    var random = new SystemRandomness();
    var folder = new RecordFolder(Path.of(arguments[0]).resolve("identity"));
    IdentityStore store = new IdentityStore(folder, random);
    OwnDevice device = store.open("").orElseThrow().device();
    World world = new World(TASKS, new SocketNetwork(Interfaces.all()), random);
    DhtConfig config = DhtConfig.standard().withBootstrap(List.of(arguments[1])).withPort(0);
    try (DhtNode node = Dhts.node(config);
        Dht dht = Dhts.through(node)) {
      OpenDht.joined(node);
      LinkedFerry ferry = new LinkedFerry(store, new Directory(dht, TASKS));
      try (Publishing _ = Publishing.start(dht, device, Optional.empty(), soon());
          PeerDoor door =
              PeerDoor.open(
                  world,
                  dht,
                  device.keys(),
                  device.chain(),
                  ferry::admit,
                  role -> new Meeting(world, ALONE, role, (_, _) -> Optional.empty(), false));
          PeerLinks links = PeerLinks.open(door, device.id(), TASKS)) {
        if (arguments.length > 2) {
          ferry.ask(links, arguments);
        } else {
          answer(links);
        }
      }
    }
  }

  private Optional<Chain> admit(PublicKeyInfo device, long deadline) throws InterruptedException {
    try {
      return directory.prove(device, deadline) instanceof Verdict.Proven(Chain chain)
              && store.contacts().isContact(chain.account())
          ? Optional.of(chain)
          : Optional.empty();
    } catch (DhtException | IOException e) {
      say("failed " + e.getMessage());
      return Optional.empty();
    }
  }

  private static void answer(PeerLinks links) throws InterruptedException {
    Reception reception = links.attend(name -> true);
    say("ready");
    PeerLinks.Asked first = reception.next(Tasks.NEVER).orElseThrow();
    first.request().decline();
    say("declined " + first.request().name() + " of " + first.peer().account());
    while (true) {
      PeerLinks.Asked asked = reception.next(Tasks.NEVER).orElseThrow();
      ByteStream channel = asked.request().accept();
      say("accepted " + asked.request().name() + " of " + asked.peer().account());
      TASKS.fork("hears", () -> say("heard " + word(channel)));
    }
  }

  private static String word(ByteStream channel) throws IOException, InterruptedException {
    StringBuilder word = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (channel.read(one.clear()) > 0 && one.get(0) > ' ') {
      word.append((char) one.get(0));
    }
    return word.toString();
  }

  private void ask(PeerLinks links, String[] arguments) throws Exception {
    AccountId account = AccountId.parse(arguments[2]).orElseThrow();
    for (Chain peer : directory.devicesOf(account, soon()).chains()) {
      ChannelLink link = links.to(peer, soon());
      say("linked " + peer.account());
      for (int i = 3; i < arguments.length; i++) {
        Optional<ByteStream> channel = link.ask(arguments[i], soon());
        say((channel.isPresent() ? "open " : "closed ") + arguments[i]);
        channel.ifPresent(ByteStream::close);
      }
      say(link.isForeign() ? "is no Ferry" : "is a Ferry");
    }
  }

  private static long soon() {
    return TASKS.in(60 * SECOND);
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
