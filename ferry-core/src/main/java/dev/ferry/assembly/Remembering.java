package dev.ferry.assembly;

import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.Declined;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.TransferState.Ended;
import dev.ferry.content.Hashes;
import dev.ferry.identity.AccountId;
import dev.ferry.port.OfferLog;
import dev.ferry.sync.OfferNotes;
import dev.ferry.sync.SharedOffer.Answer;
import dev.ferry.transfer.Witness;
import java.util.Optional;

/**
 * Writes down what is offered, for all devices of the account, and keeps what was received, so that
 * it can be given to them. Any task may call.
 */
final class Remembering implements Witness {
  private final OfferNotes notes;
  private final OfferLog log;
  private final AccountId own;

  Remembering(OfferNotes notes, OfferLog log, AccountId own) {
    this.notes = notes;
    this.log = log;
    this.own = own;
  }

  @Override
  public void offered(Peer from, FileOffer file, String publication) {
    if (from instanceof Peer.Account account) {
      notes.offered(publication, account.id(), own, file);
    }
  }

  @Override
  public void accepted(String publication) {
    notes.answered(publication, Answer.ACCEPTED, Hashes.none());
  }

  @Override
  public void ended(FileOffer file, String publication, Ended end) {
    if (end.reason() instanceof Completed done) {
      Hashes hashes =
          done.sha256().isEmpty()
              ? file.hashes()
              : file.hashes().and(Hashes.of(Hashes.SHA_256, done.sha256()));
      if (file.folder().isEmpty()) {
        end.stored()
            .ifPresent(stored -> log.received(entry(file, publication, stored.path(), done)));
        notes.answered(publication, Answer.HAS, hashes);
      }
    } else if (end.reason() instanceof Declined) {
      notes.answered(publication, Answer.DECLINED, Hashes.none());
    }
  }

  private OfferLog.Entry entry(FileOffer file, String publication, String path, Completed done) {
    return new OfferLog.Entry(
        publication,
        own.toString(),
        path,
        file.name(),
        file.size(),
        file.modified(),
        file.mediaType(),
        false,
        Optional.of(done.sha256()).filter(hex -> !hex.isEmpty()),
        Optional.empty());
  }

  @Override
  public void gave(Peer to, FileOffer file, String publication) {
    if (to instanceof Peer.Account account) {
      notes.offered(publication, own, account.id(), file);
      notes.answered(publication, Answer.HAS, file.hashes());
    }
  }

  @Override
  public void learnt(FileOffer file, String publication) {
    notes.answered(publication, Answer.HAS, file.hashes());
  }

  @Override
  public void lost(String publication) {
    notes.answered(publication, Answer.NONE, Hashes.none());
  }
}
