package dev.ferry.sim.peerlink;

import dev.ferry.EndReason.Completed;
import dev.ferry.FileOffer;
import dev.ferry.TransferState.Ended;
import dev.ferry.identity.AccountId;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.OfferLog;
import dev.ferry.transfer.Witness;
import java.util.Optional;

/** Keeps what was received, so that it can be given to the other devices of the account. */
record Keeping(OfferLog log, AccountId own) implements Witness {
  @Override
  public void ended(FileOffer file, String publication, Ended end) {
    if (end.reason() instanceof Completed done && file.folder().isEmpty()) {
      end.stored().ifPresent(stored -> keep(file, publication, stored, done.sha256()));
    }
  }

  private void keep(FileOffer file, String publication, StoredFile stored, String sha256) {
    log.received(
        new OfferLog.Entry(
            publication,
            own.toString(),
            stored.path(),
            file.name(),
            file.size(),
            file.modified(),
            file.mediaType(),
            false,
            Optional.of(sha256).filter(hex -> !hex.isEmpty()),
            Optional.empty()));
  }
}
