package dev.ferry.negotiation;

import dev.ferry.Assurance;
import dev.ferry.FileOffer;
import dev.ferry.Introductions;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.port.Picture;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A world whose transfers pass valves: no faster than they may, each to be stopped and gone on
 * with. Any task may call.
 *
 * @param world the one that negotiates
 */
public record Metering(Negotiation world, Tasks tasks, Paces paces) implements Negotiation {

  /** Puts valves between a world and a desk. */
  public static Negotiation of(
      Tasks tasks, Paces paces, Arrival.Desk desk, Function<Arrival.Desk, Negotiation> worlds) {
    return new Metering(worlds.apply(new MeteredDesk(desk, tasks, paces)), tasks, paces);
  }

  private record Stoppable(Ongoing ongoing, Valve valve) implements Ongoing {
    @Override
    public void cancel() {
      ongoing.cancel();
    }

    @Override
    public void suspend() {
      valve.shut();
    }

    @Override
    public void resume() {
      valve.open();
    }
  }

  private record MeteredDesk(Arrival.Desk desk, Tasks tasks, Paces paces) implements Arrival.Desk {
    @Override
    public Watcher arrived(Arrival arrival) {
      return desk.arrived(new MeteredArrival(arrival, new Valve(tasks, paces)));
    }

    @Override
    public void requested(Request request) {
      desk.requested(new MeteredRequest(request, new Valve(tasks, paces)));
    }

    @Override
    public void away(String why) {
      desk.away(why);
    }

    @Override
    public void back(Peer self) {
      desk.back(self);
    }

    @Override
    public void deserted(String why) {
      desk.deserted(why);
    }
  }

  private record MeteredRequest(Request request, Valve valve) implements Request {
    @Override
    public Peer from() {
      return request.from();
    }

    @Override
    public Wanted wanted() {
      return request.wanted();
    }

    @Override
    public void serve(FileOffer file, boolean secret, Cargo cargo, Watcher watcher) {
      request.serve(file, secret, new MeteredCargo(cargo, valve), watcher);
    }

    @Override
    public void refuse(String why) {
      request.refuse(why);
    }

    @Override
    public void cancel() {
      request.cancel();
    }

    @Override
    public void suspend() {
      valve.shut();
    }

    @Override
    public void resume() {
      valve.open();
    }
  }

  /** Not a record: an arrival is told from another one that is the same. */
  private static final class MeteredArrival implements Arrival {
    private final Arrival arrival;
    private final Valve valve;

    MeteredArrival(Arrival arrival, Valve valve) {
      this.arrival = arrival;
      this.valve = valve;
    }

    @Override
    public Peer from() {
      return arrival.from();
    }

    @Override
    public FileOffer file() {
      return arrival.file();
    }

    @Override
    public List<String> promisedDigests() {
      return arrival.promisedDigests();
    }

    @Override
    public Optional<String> publication() {
      return arrival.publication();
    }

    @Override
    public Optional<Group> group() {
      return arrival.group();
    }

    @Override
    public Optional<String> message() {
      return arrival.message();
    }

    @Override
    public boolean hasThumbnail() {
      return arrival.hasThumbnail();
    }

    @Override
    public Optional<Picture> thumbnail() throws InterruptedException {
      return arrival.thumbnail();
    }

    @Override
    public Assurance assurance() {
      return arrival.assurance();
    }

    @Override
    public boolean fromContact() throws InterruptedException {
      return arrival.fromContact();
    }

    @Override
    public Duration comesAgain() {
      return arrival.comesAgain();
    }

    @Override
    public boolean isReported() {
      return arrival.isReported();
    }

    @Override
    public void accept(Cargo cargo) {
      arrival.accept(new MeteredCargo(cargo, valve));
    }

    @Override
    public void decline() {
      arrival.decline();
    }

    @Override
    public void cancel() {
      arrival.cancel();
    }

    @Override
    public void suspend() {
      valve.shut();
    }

    @Override
    public void resume() {
      valve.open();
    }
  }

  @Override
  public boolean reaches(Peer peer) {
    return world.reaches(peer);
  }

  @Override
  public Peer self() {
    return world.self();
  }

  @Override
  public List<Peer> devices(Peer peer, long deadline) throws InterruptedException {
    return world.devices(peer, deadline);
  }

  @Override
  public Route reach(Peer device, long deadline) throws IOException, InterruptedException {
    return world.reach(device, deadline);
  }

  @Override
  public Takers takersOfFolders(Peer peer, long deadline) throws InterruptedException {
    return world.takersOfFolders(peer, deadline);
  }

  @Override
  public Ongoing offer(Peer to, FileOffer file, SendOptions options, Cargo cargo, Watcher watcher) {
    Valve valve = new Valve(tasks, paces);
    return new Stoppable(
        world.offer(to, file, options, new MeteredCargo(cargo, valve), watcher), valve);
  }

  @Override
  public Ongoing request(
      Peer from,
      FileOffer file,
      Optional<String> publication,
      Supplier<Cargo> cargo,
      Watcher watcher) {
    Valve valve = new Valve(tasks, paces);
    Supplier<Cargo> metered = () -> new MeteredCargo(cargo.get(), valve);
    return new Stoppable(world.request(from, file, publication, metered, watcher), valve);
  }

  @Override
  public Ongoing request(
      Peer from,
      FileOffer file,
      Optional<String> publication,
      Optional<Group> group,
      Supplier<Cargo> cargo,
      Watcher watcher) {
    Valve valve = new Valve(tasks, paces);
    Supplier<Cargo> metered = () -> new MeteredCargo(cargo.get(), valve);
    return new Stoppable(world.request(from, file, publication, group, metered, watcher), valve);
  }

  @Override
  public List<Peer> contacts() {
    return world.contacts();
  }

  @Override
  public Optional<Introductions> introductions() {
    return world.introductions();
  }

  @Override
  public void awaitIdle() throws InterruptedException {
    world.awaitIdle();
  }

  @Override
  public void close() {
    world.close();
  }
}
