package dev.ferry.interop;

import dev.ferry.identity.Archive;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Issuing;
import dev.ferry.identity.Making;
import dev.ferry.identity.Making.Made;
import dev.ferry.identity.Standing.Event;
import dev.ferry.io.dht.Dhts;
import dev.ferry.io.key.RecordFolder;
import dev.ferry.io.key.RsaKeyMaker;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.sync.Notebook;
import dev.ferry.sync.SharedOffer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * A home with an account that needs no server, its keys short, since long ones take long to make.
 *
 * @param device the commands that run on it
 */
record Loner(FerryDevice device, Made made) {
  private static final int BITS = 2048;
  private static final Duration HEARING = Duration.ofSeconds(60);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  /** On loopback, at an address of its own. */
  static Loner at(Scene scene, String name, String bootstrap)
      throws IOException, InterruptedException {
    return at(scene, name, Loopback.address(), List.of(), bootstrap);
  }

  /** On a computer of its own. */
  static Loner at(Scene scene, String name, Lan.Computer computer, String bootstrap)
      throws IOException, InterruptedException {
    return at(scene, name, computer.address(), computer.prefix(), bootstrap);
  }

  private static Loner at(
      Scene scene, String name, InetAddress address, List<String> prefix, String bootstrap)
      throws IOException, InterruptedException {
    return moveIn(
        FerryDevice.empty(scene, name, address, prefix, bootstrap),
        making().account(name, _ -> {}));
  }

  /** On a device that has an account at a server, too. */
  static Loner on(FerryDevice device, String name) throws IOException, InterruptedException {
    return moveIn(device, making().account(name, _ -> {}));
  }

  /** In that folder, for commands that others start. */
  static Made settle(Path home, String name) throws IOException, InterruptedException {
    Made made = making().account(name, _ -> {});
    settle(home, made);
    return made;
  }

  private static void settle(Path home, Made made) throws IOException {
    if (!store(home).create(made, "")) {
      throw new IOException("somebody lives in " + home + " already");
    }
  }

  /** Another device of this account. */
  Loner sibling(Scene scene, String name, String bootstrap)
      throws IOException, InterruptedException {
    Archive archive = made.archive();
    return moveIn(
        FerryDevice.empty(scene, name, Loopback.address(), List.of(), bootstrap),
        making().device(archive, _ -> {}));
  }

  /** The same on a computer of its own. */
  Loner sibling(Scene scene, String name, Lan.Computer computer, String bootstrap)
      throws IOException, InterruptedException {
    Archive archive = made.archive();
    return moveIn(
        FerryDevice.empty(scene, name, computer.address(), computer.prefix(), bootstrap),
        making().device(archive, _ -> {}));
  }

  /** This very device, as others address it. */
  String place() {
    return id() + "/" + made.device().id();
  }

  /** Waits until it has heard of an offer of which its account's devices say so much. */
  SharedOffer awaitOffer(Predicate<SharedOffer> such) throws IOException, InterruptedException {
    long end = Dhts.tasks().in(HEARING.toNanos());
    while (Dhts.tasks().now() < end) {
      for (SharedOffer offer : SharedOffer.all(Notebook.read(store(device.home())))) {
        if (such.test(offer)) {
          return offer;
        }
      }
      Dhts.tasks().sleep(LOOK_AGAIN.toNanos());
    }
    throw new AssertionError("no such offer was heard of within " + HEARING.toSeconds() + " s");
  }

  private static Loner moveIn(FerryDevice device, Made made) throws IOException {
    settle(device.home(), made);
    return new Loner(device, made);
  }

  private static Making making() {
    Issuing issuing = new Issuing(Dhts.tasks().timeOfDay(), new SystemRandomness());
    return new Making(new RsaKeyMaker(BITS), Dhts.tasks(), issuing);
  }

  private static IdentityStore store(Path home) throws IOException {
    return new IdentityStore(
        new RecordFolder(Files.createDirectories(home.resolve("identity"))),
        new SystemRandomness());
  }

  /** What others type to reach it. */
  String id() {
    return made.device().account().toString();
  }

  /** Makes two of them contacts, without their asking each other. */
  static void befriend(Loner one, Loner other) throws IOException {
    one.knows(other);
    other.knows(one);
  }

  /** Makes another one a contact of this one alone. */
  void knows(Loner other) throws IOException {
    know(device.home(), other.made);
  }

  /** Makes another account a contact of the one in that folder. */
  static void know(Path home, Made other) throws IOException {
    for (Event event : List.of(new Event.UserAdded(), new Event.PeerConfirmed(""))) {
      if (store(home).on(other.device().account(), event).isEmpty()) {
        throw new IOException("nothing came of " + event);
      }
    }
  }
}
