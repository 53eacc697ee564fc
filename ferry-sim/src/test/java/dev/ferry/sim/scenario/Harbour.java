package dev.ferry.sim.scenario;

import dev.ferry.Encrypt;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Flowing;
import dev.ferry.assembly.IceHelp;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.ice.server.Login;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.port.Keyring;
import dev.ferry.port.Network;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.key.SimPins;
import dev.ferry.sim.network.Link;
import dev.ferry.sim.network.SimNetwork;
import dev.ferry.sim.turn.SimTurn;
import dev.ferry.sim.turn.TurnHabits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A scene with a slow relay, where the two cannot connect to each other at first. */
record Harbour(Scene scene) {
  private static final StunServer RELAY =
      new StunServer(
          true,
          StunServer.Carriage.TCP,
          "198.51.100.10",
          3478,
          Optional.of(new Login("user", "pass")));

  @FunctionalInterface
  interface Play {
    void act(Harbour harbour) throws Exception;
  }

  /** A scene in which a route is the way that there is, and nobody can encrypt. */
  static void of(SimWorld world, Route route, Scene.Play play) throws Exception {
    switch (route) {
      case DIRECT, PROXY, IN_BAND -> Scene.in(world, play);
      case ICE, RELAY ->
          in(
              world,
              Optional.empty(),
              Optional.empty(),
              harbour -> {
                harbour.open(route == Route.ICE);
                play.act(harbour.scene());
              });
    }
  }

  static void in(SimWorld world, Play play) throws Exception {
    in(
        world,
        Secrecy.keyring("alice", new SimPins(world.tasks())),
        Secrecy.keyring("bob", new SimPins(world.tasks())),
        play);
  }

  private static void in(
      SimWorld world, Optional<Keyring> alices, Optional<Keyring> bobs, Play play)
      throws Exception {
    try (Place place = new Place(world)) {
      Network host = world.network().host("relay", RELAY.host());
      var at = new InetSocketAddress(InetAddress.ofLiteral(RELAY.host()), RELAY.port());
      World relay = new World(world.tasks(), host, world.random());
      XmppSettings ice =
          XmppSettings.standard().with(new IceHelp(List.of(RELAY), TlsLayer.NONE, List.of()));
      var scene = new Scene(place, place.join("alice", ice, alices), place.join("bob", ice, bobs));
      for (String name : List.of("alice", "bob")) {
        world.network().link(name, "relay", Link.LAN.withRate(300_000));
      }
      try (SimTurn server = SimTurn.start(relay, TurnHabits.USUAL, at)) {
        var harbour = new Harbour(scene);
        harbour.open(false);
        play.act(harbour);
      }
      place.assertQuiet();
    }
  }

  /** Whether the two can connect to each other. */
  void open(boolean yes) {
    SimNetwork network = scene.place().network();
    for (String[] way : new String[][] {{"alice", "bob"}, {"bob", "alice"}}) {
      if (yes) {
        network.unblock(way[0], way[1]);
      } else {
        network.block(way[0], way[1]);
      }
    }
  }

  Transfer send(SimFile file, Encrypt rule) {
    return scene
        .alice()
        .ferry()
        .send(
            scene.bob().peer(),
            file,
            SendOptions.standard().encrypt(rule).via(List.of(Route.ICE, Route.RELAY)));
  }

  /** The routes by which a transfer was seen to go, from now until it ends. */
  List<Route> routes(Transfer transfer) throws InterruptedException {
    List<Route> routes = new ArrayList<>();
    TransferState seen = transfer.state();
    while (!(seen instanceof TransferState.Ended)) {
      if (seen instanceof Flowing flowing && !routes.contains(flowing.route())) {
        routes.add(flowing.route());
      }
      seen = transfer.next(seen, scene.place().soon()).orElseThrow();
    }
    return routes;
  }
}
