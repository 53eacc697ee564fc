package dev.ferry.peerlink;

import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.Listening;
import dev.ferry.dht.value.Content;
import dev.ferry.dht.value.Owner;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.ice.Found;
import dev.ferry.ice.IceFailure;
import dev.ferry.ice.Role;
import dev.ferry.ice.meeting.Meeting;
import dev.ferry.identity.Chain;
import dev.ferry.machine.Mailbox;
import dev.ferry.machine.TaskScope;
import dev.ferry.peerlink.Answering.Asked;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.peerlink.channel.Liveness;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.io.IOException;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where other devices ask this one for a connection, and from where it asks them. Any task may
 * call.
 *
 * <p>Who asks is controlled in ICE and the server of TLS, who answers is controlling and the
 * client, as with Jami. A device that is not let in gets no answer at all.
 */
public final class PeerDoor implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PeerDoor.class.getName());
  private static final long SECOND = 1_000_000_000;
  private static final long GATHERING = 2 * SECOND;
  private static final long ANSWERING = 30 * SECOND;
  private static final long PAUSE = 5 * SECOND;

  /** Between two searches for the devices of all guests. */
  private static final long REST = 10 * SECOND;

  private static final int MOST_WAITING = 64;

  /** Who may be connected with. */
  @FunctionalInterface
  public interface Guests {
    /**
     * What proves the device with that key, when it may connect to this one; may look it up.
     *
     * @return empty for everybody else
     */
    Optional<Chain> admit(PublicKeyInfo device, long deadline) throws InterruptedException;

    /**
     * The devices of all who may connect, as far as they can be found; may look them up. Asked for
     * when so many strangers ask that they cannot all be looked up.
     */
    default List<PublicKeyInfo> all(long deadline) throws InterruptedException {
      return List.of();
    }
  }

  /** A connection that another device has asked for. Whoever takes it closes the link. */
  public record Made(Chain peer, ChannelLink link) {}

  private final World world;
  private final Tasks tasks;
  private final Dht dht;
  private final Owner owner;
  private final Chain own;
  private final Guests guests;
  private final Function<Role, Meeting> meetings;
  private final PeerTls tls;
  private final Calls calls;
  private final Answering answering;
  private final Answers answers;
  private final TaskScope scope;
  private final Mailbox<Made> made;

  private PeerDoor(
      World world,
      Dht dht,
      KeyPair keys,
      Chain own,
      Guests guests,
      Function<Role, Meeting> meetings) {
    this.world = world;
    this.tasks = world.tasks();
    this.dht = dht;
    this.owner = Owner.of(keys);
    this.own = own;
    this.guests = guests;
    this.meetings = meetings;
    this.tls = new PeerTls(tasks, keys.getPrivate(), own);
    this.calls = new Calls(tasks);
    this.answering = new Answering(tasks);
    this.scope = new TaskScope(tasks);
    this.answers = new Answers(tasks, scope);
    this.made = new Mailbox<>(tasks, MOST_WAITING);
  }

  /**
   * Begins to listen for requests.
   *
   * @param keys of this device
   * @param own what proves it, as the DHT has it
   * @param meetings makes an attempt to meet, in that role
   */
  public static PeerDoor open(
      World world,
      Dht dht,
      KeyPair keys,
      Chain own,
      Guests guests,
      Function<Role, Meeting> meetings) {
    PeerDoor door = new PeerDoor(world, dht, keys, own, guests, meetings);
    door.scope.fork("door", door::listen);
    door.scope.fork("crowd at the door", door::sortCrowd);
    return door;
  }

  /**
   * Asks a device for a connection.
   *
   * @throws IOException when there is none by the deadline; says why
   */
  public ChannelLink call(Chain peer, long deadline) throws IOException, InterruptedException {
    answering.know(peer.deviceKey());
    long id =
        calls.begin(ConnectRequest.drawId(tasks.timeOfDay(), world.random()), peer.deviceKey());
    try (Meeting meeting = meetings.apply(Role.CONTROLLED)) {
      String places = describe(meeting, deadline);
      put(peer, new ConnectRequest(id, false, places), deadline);
      String theirs =
          calls
              .answer(id, deadline)
              .orElseThrow(() ->
                  new IOException(
                      peer + " did not answer: it is off or offline, or does not know you"));
      return meet(meeting, theirs, peer, deadline);
    } finally {
      calls.end(id);
    }
  }

  /** Waits for the next connection that another device has asked for. */
  public Optional<Made> next(long deadline) throws InterruptedException {
    return made.take(deadline);
  }

  private void listen() throws InterruptedException {
    while (true) {
      try (Listening values = dht.listen(own.device().door(), Query.ALL)) {
        for (Optional<Listening.Change> change = values.take(Tasks.NEVER);
            change.isPresent();
            change = values.take(Tasks.NEVER)) {
          if (change.get() instanceof Listening.Came(Value value)) {
            owner.open(value).map(Value::content).ifPresent(this::hear);
          }
        }
      } catch (DhtException e) {
        LOG.log(System.Logger.Level.WARNING, "nobody can ask for connections: " + e.getMessage());
      }
      tasks.sleep(PAUSE);
    }
  }

  private void hear(Content content) {
    if (!(content instanceof Content.Signed signed)) {
      return;
    }
    PublicKeyInfo device = signed.owner();
    Optional<ConnectRequest> request = signed.body().flatMap(ConnectRequest::read);
    if (request.isPresent() && calls.isNew(device, request.get())) {
      if (request.get().answer()) {
        calls.answered(device, request.get());
      } else {
        asked(new Asked(device, request.get()));
      }
    }
  }

  private void asked(Asked asked) {
    answering.outdated(asked).ifPresent(answers::giveUp);
    switch (answering.turn(asked)) {
      case NOW -> answers.begin(asked, () -> answer(asked));
      // Those set aside are heard by the one who sorts them.
      case ASIDE, NEVER -> {}
    }
  }

  /** Finds out who of a crowd of strangers is none. */
  private void sortCrowd() throws InterruptedException {
    while (true) {
      answering.awaitAside();
      answering.sort(guests.all(tasks.in(ANSWERING))).forEach(this::asked);
      tasks.sleep(REST);
    }
  }

  private void answer(Asked asked) throws InterruptedException {
    PublicKeyInfo device = asked.device();
    long deadline = tasks.in(ANSWERING);
    try {
      Optional<Chain> guest =
          guests.admit(device, deadline).filter(c -> c.deviceKey().equals(device));
      if (guest.isPresent()) {
        answering.know(device);
        calls.ofGuest(device, asked.request());
        answer(guest.get(), asked.request(), deadline);
      } else {
        answering.forget(device);
      }
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.INFO, "no connection with " + device.id() + ": " + e.getMessage());
    } finally {
      answering.release(asked);
    }
  }

  private void answer(Chain peer, ConnectRequest request, long deadline)
      throws IOException, InterruptedException {
    try (Meeting meeting = meetings.apply(Role.CONTROLLING)) {
      String places = describe(meeting, deadline);
      put(peer, new ConnectRequest(request.id(), true, places), deadline);
      ChannelLink link = meet(meeting, request.places(), peer, deadline);
      if (!made.post(new Made(peer, link))) {
        link.close();
      }
    }
  }

  private String describe(Meeting meeting, long deadline) throws IOException, InterruptedException {
    return meeting.describe(Math.min(deadline, tasks.in(GATHERING))).text();
  }

  private void put(Chain peer, ConnectRequest request, long deadline)
      throws IOException, InterruptedException {
    Value sealed = owner.seal(Value.clear(request.body()), peer.deviceKey(), world.random());
    try {
      dht.put(peer.device().door(), sealed, deadline);
    } catch (DhtException e) {
      throw new IOException("cannot reach " + peer + ": " + e.getMessage(), e);
    }
  }

  private ChannelLink meet(Meeting meeting, String theirs, Chain peer, long deadline)
      throws IOException, InterruptedException {
    Found found;
    try {
      found = meeting.meet(theirs, deadline);
    } catch (IceFailure e) {
      throw new IOException("no way to " + peer + ": " + e.getMessage(), e);
    }
    ByteStream secure = tls.over(found.stream(), found.role() == Role.CONTROLLING, peer);
    return ChannelLink.over(secure, found.relayed(), tasks, world.random(), Liveness.USUAL);
  }

  /** Stops listening, and all that is under way; links that were taken stay. */
  @Override
  public void close() {
    scope.close();
    closeUntaken();
  }

  private void closeUntaken() {
    try {
      for (Optional<Made> left = made.take(tasks.now());
          left.isPresent();
          left = made.take(tasks.now())) {
        left.get().link().close();
      }
    } catch (InterruptedException e) {
      tasks.interruptSelf();
    }
  }
}
