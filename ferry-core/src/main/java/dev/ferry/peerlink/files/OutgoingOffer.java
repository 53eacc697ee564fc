package dev.ferry.peerlink.files;

import dev.ferry.Attempt;
import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.TransferState;
import dev.ferry.negotiation.Cargo;
import dev.ferry.peerlink.files.FileMessage.Offer;
import dev.ferry.peerlink.files.Over.Ending;
import dev.ferry.port.Picture;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** An offer of this device's to another one. */
record OutgoingOffer(
    Devices devices,
    Talks talks,
    Peer.Account to,
    FileOffer file,
    SendOptions options,
    FileTask task) {
  /** The task's body. */
  Ending run(Cargo given) throws Over, InterruptedException {
    Cargo cargo = task.keep(given);
    Conversation talk = task.talk();
    task.view().about(file.size());
    task.view().show(new TransferState.Preparing());
    Optional<Picture> picture = picture(cargo);
    talk.pictures().show(picture);
    Devices.Reached reached = devices.open(to, talk);
    Route route = Devices.route(reached.link());
    if (!isAllowed(route)) {
      var refused = new Attempt(route, reached.peer().toString(), "not among the routes allowed");
      throw Over.here(new EndReason.NoRoute(List.of(refused)));
    }
    task.view().via(route);
    var key = new Talks.Key(reached.peer().account(), reached.peer().device(), talk.id());
    talks.with(key, task);
    Offer offer =
        new Offer(
            file,
            cargo.abilities(),
            cargo.publication(),
            options.message(),
            picture.isPresent(),
            cargo.group());
    return new Sending(talk, offer, cargo, task.view()).run();
  }

  /** What ICE found is the direct way, as far as there is one. */
  private boolean isAllowed(Route route) {
    return options.via().contains(route)
        || (route == Route.ICE && options.via().contains(Route.DIRECT));
  }

  private Optional<Picture> picture(Cargo cargo) throws Over, InterruptedException {
    try {
      return task.talk()
          .beside("picture", cargo::thumbnail, task.talk().patience().word())
          .filter(p -> p.bytes().length <= FileWire.LARGEST_PICTURE);
    } catch (IOException none) {
      return Optional.empty();
    }
  }
}
