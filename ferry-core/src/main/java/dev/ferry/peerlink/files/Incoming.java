package dev.ferry.peerlink.files;

import dev.ferry.EndReason.Stage;
import dev.ferry.Peer;
import dev.ferry.TransferState;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Portion;
import dev.ferry.negotiation.Request.Wanted;
import dev.ferry.peerlink.PeerLinks.Asked;
import dev.ferry.peerlink.files.FileMessage.Offer;
import dev.ferry.peerlink.files.FileMessage.Want;
import dev.ferry.peerlink.files.Over.Ending;
import dev.ferry.port.Tasks;
import java.util.Optional;

/** A transfer that a peer begins: it offers something, or wants to be given something. */
record Incoming(Tasks tasks, Asked asked, Acquaintances known, Arrival.Desk desk, FileTask task) {
  /** The task's body, from the peer's first word on. */
  Ending run() throws Over, InterruptedException {
    Conversation talk = task.talk();
    task.view().via(Devices.route(asked.link()));
    talk.over(asked.request().accept());
    FileMessage first = talk.hear(FileMessage.class, talk.patience().word(), Stage.OFFER);
    return switch (first) {
      case Offer offer -> offered(offer);
      case Want(Wanted wanted) -> wanted(wanted);
      case FileMessage.Yes _,
          FileMessage.AskPicture _,
          FileMessage.Shown _,
          FileMessage.Sums _,
          FileMessage.Received _,
          FileMessage.End _,
          FileMessage.Unknown _,
          FileMessage.Nonsense _ ->
          throw Unheard.disorder(first);
    };
  }

  private Peer.Account from() {
    return new Peer.Account(asked.peer().account(), Optional.of(asked.peer().device()));
  }

  private Ending offered(Offer offer) throws Over, InterruptedException {
    task.view().about(offer.file().size());
    task.view().to(desk.arrived(new FileArrival(tasks, from(), offer, known, task)));
    task.view().show(new TransferState.Offered());
    Conversation talk = task.talk();
    long deadline = tasks.in(talk.patience().offer().plus(talk.patience().word()).toNanos());
    while (true) {
      if (talk.decision(deadline) instanceof FileEvent.Accepted(var cargo)) {
        return task.receive(
            new Receiving(
                talk, asked.link(), offer, offer.file().hashes(), task.keep(cargo), task.view()));
      }
    }
  }

  private Ending wanted(Wanted wanted) throws Over, InterruptedException {
    desk.requested(new FileRequest(from(), wanted, task));
    Conversation talk = task.talk();
    long deadline = tasks.in(talk.patience().word().toNanos());
    while (true) {
      if (talk.decision(deadline) instanceof FileEvent.Served(var file, var cargo)) {
        task.view().about(file.size());
        Portion.Abilities able = cargo.abilities();
        Offer offer = new Offer(file, able, cargo.publication(), Optional.empty(), false);
        return new Sending(talk, offer, task.keep(cargo), task.view()).run();
      }
    }
  }
}
