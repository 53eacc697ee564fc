package dev.ferry.peerlink.files;

import dev.ferry.EndReason;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.EndReason.Stage;
import dev.ferry.TransferState;
import dev.ferry.content.Copied;
import dev.ferry.content.Hashes;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Failures;
import dev.ferry.negotiation.Portion;
import dev.ferry.peerlink.files.FileMessage.Offer;
import dev.ferry.peerlink.files.FileMessage.Received;
import dev.ferry.peerlink.files.FileMessage.Sums;
import dev.ferry.peerlink.files.FileMessage.Yes;
import dev.ferry.peerlink.files.Over.Ending;
import dev.ferry.port.ByteStream;
import java.io.IOException;

/** What a sender does, from its offer on. Run once, by the transfer's task. */
record Sending(Conversation talk, Offer offer, Cargo cargo, FileView view) {
  Ending run() throws Over, InterruptedException {
    talk.say(offer);
    view.show(new TransferState.Offered());
    Portion wanted = talk.hear(Yes.class, talk.patience().offer(), Stage.OFFER).portion();
    agree(wanted);
    view.show(new TransferState.Connecting());
    ByteStream stream = talk.bytes();
    view.flowing(wanted.range().offset());
    Hashes computed = move(stream);
    view.verifying();
    talk.say(new Sums(computed));
    Received received =
        talk.hear(Received.class, talk.patience().confirmation(), Stage.CONFIRMATION);
    return Ending.told(
        new EndReason.Completed(
            Judgement.ofSent(computed, received.hashes()),
            computed.get(Hashes.SHA_256).orElse("")));
  }

  private void agree(Portion wanted) throws Over {
    Portion.Abilities able = offer.abilities();
    if (!able.ranges() && !wanted.range().isWhole(offer.file().size())) {
      throw Over.here(new PeerFault("the receiver asks for a part of what is only sent whole"));
    }
    if (!able.chunks() && wanted.chunk().isPresent()) {
      throw Over.here(new PeerFault("the receiver asks for chunks of what has none"));
    }
    if (!able.pieces() && wanted.pieces()) {
      throw Over.here(new PeerFault("the receiver asks for single chunks of what has none"));
    }
    try {
      cargo.agreed(wanted);
    } catch (IOException e) {
      throw Over.here(Failures.ofAgreement(e));
    }
  }

  private void moved(Copied progress) {
    view.progress(progress);
    talk.post(new FileEvent.Stirred());
  }

  private Hashes move(ByteStream stream) throws Over, InterruptedException {
    try {
      return talk.moving("send " + talk.id(), stream, noticed -> cargo.move(noticed, this::moved))
          .computed();
    } catch (IOException e) {
      throw talk.failed(Failures.ofContent(e));
    }
  }
}
