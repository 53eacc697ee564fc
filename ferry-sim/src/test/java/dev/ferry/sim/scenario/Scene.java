package dev.ferry.sim.scenario;

import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.sim.Run;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;

/** Alice, who usually sends, and Bob, who usually receives, at one place. */
record Scene(Place place, Party alice, Party bob) {

  /** What happens between the two. */
  @FunctionalInterface
  interface Play {
    void act(Scene scene) throws Exception;
  }

  /** Plays under the seeds from 0 on; a failure names its seed. */
  static void underSeeds(int seeds, Play play) {
    SimWorld.underSeeds(seeds, world -> in(world, play));
  }

  static Run run(long seed, Play play) {
    return SimWorld.run(seed, world -> in(world, play));
  }

  static void in(SimWorld world, Play play) throws Exception {
    in(world, XmppSettings.standard(), XmppSettings.standard(), play);
  }

  static void in(SimWorld world, XmppSettings alices, XmppSettings bobs, Play play)
      throws Exception {
    try (Place place = new Place(world)) {
      play.act(new Scene(place, place.join("alice", alices), place.join("bob", bobs)));
      place.assertQuiet();
    }
  }

  SimFile file(String name, long size) {
    return place.file(name, size);
  }

  /** Alice offers Bob a file. */
  Transfer send(SimFile file, Route... via) {
    return alice.send(file, bob, via);
  }

  /** Waits until the transfer has got so far. */
  void until(Transfer transfer, Class<? extends TransferState> state) throws InterruptedException {
    TransferState seen = transfer.state();
    while (!state.isInstance(seen)) {
      seen =
          transfer
              .next(seen, place.soon())
              .orElseThrow(() -> new AssertionError("never " + state.getSimpleName()));
    }
  }

  /** How it all went, once every transfer has ended. */
  String story() throws InterruptedException {
    return Story.of(place);
  }
}
