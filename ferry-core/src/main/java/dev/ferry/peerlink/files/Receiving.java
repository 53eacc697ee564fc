package dev.ferry.peerlink.files;

import dev.ferry.EndReason;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.EndReason.Stage;
import dev.ferry.TransferState;
import dev.ferry.Verified;
import dev.ferry.content.Copied;
import dev.ferry.content.Hashes;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Failures;
import dev.ferry.negotiation.Portion;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.peerlink.files.FileMessage.Offer;
import dev.ferry.peerlink.files.FileMessage.Received;
import dev.ferry.peerlink.files.FileMessage.Sums;
import dev.ferry.port.ByteStream;
import dev.ferry.port.VaultException;
import java.io.IOException;

/**
 * What a receiver does, from its yes on. Run once, by the transfer's task.
 *
 * @param promised what is known of the content
 */
record Receiving(
    Conversation talk, ChannelLink link, Offer offer, Hashes promised, Cargo cargo, FileView view) {
  /** All but to tell the sender; answers what it is to be told, by which it will know. */
  Done run() throws Over, InterruptedException {
    view.show(new TransferState.Connecting());
    Portion wanted = prepare();
    talk.say(new FileMessage.Yes(wanted));
    Hashes computed = move(wanted);
    view.verifying();
    Sums sums = talk.hear(Sums.class, talk.patience().sums(), Stage.STALL);
    Verified how = Judgement.ofReceived(computed, sums.hashes(), promised);
    try {
      view.stored(cargo.store());
    } catch (VaultException e) {
      throw Over.here(Failures.ofStorage(e));
    }
    return new Done(
        new EndReason.Completed(how, computed.get(Hashes.SHA_256).orElse("")),
        new Received(computed));
  }

  /** It is stored. */
  record Done(EndReason.Completed why, Received word) {}

  private Portion prepare() throws Over, InterruptedException {
    try {
      Portion wanted =
          talk.beside(
              "prepare " + talk.id(),
              () -> cargo.prepare(offer.abilities()),
              talk.patience().word());
      if (!wanted.range().isWithin(offer.file().size())) {
        throw Over.here(new PeerFault("the peer offers a file that is shorter than what is here"));
      }
      return wanted;
    } catch (IOException e) {
      throw Over.here(Failures.ofStorage(e));
    }
  }

  private void moved(Copied progress) {
    view.progress(progress);
    talk.post(new FileEvent.Stirred());
  }

  private Hashes move(Portion wanted) throws Over, InterruptedException {
    try {
      ByteStream stream = talk.bytes(link);
      view.flowing(wanted.range().offset());
      return talk.moving(
              "receive " + talk.id(), stream, noticed -> cargo.move(noticed, this::moved))
          .computed();
    } catch (IOException e) {
      throw talk.failed(Failures.ofContent(e));
    }
  }

  /** Tells the sender, and waits for it to have heard; answers whether it has. */
  boolean report(Received word) throws InterruptedException {
    try {
      talk.say(word);
    } catch (Over over) {
      return false;
    }
    return talk.isAgreed();
  }
}
