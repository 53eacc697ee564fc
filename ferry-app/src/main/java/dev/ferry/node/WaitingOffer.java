package dev.ferry.node;

import dev.ferry.IncomingOffer;
import dev.ferry.app.report.Subject;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.json.Json;
import java.time.Instant;

/**
 * An offer that nobody has answered yet.
 *
 * @param account of this device, to which it was made
 * @param from the account that makes it
 */
record WaitingOffer(IncomingOffer offer, Subject subject, String account, String from) {
  /**
   * As the API shows it.
   *
   * @param contact whether it is a contact's
   * @param at when it came
   */
  Json.Obj json(boolean contact, Instant at) {
    Fields fields =
        new Fields()
            .put("id", subject.id())
            .put("account", account)
            .put("peer", subject.peer())
            .put("name", subject.called().equals(subject.peer()) ? "" : subject.called())
            .put("contact", contact)
            .put("file", Terminal.escape(subject.file()))
            .put("size", subject.size())
            .put("encryption", offer.assurance().encryption().toString())
            .put("proof", offer.assurance().proof().toString())
            .put("thumbnail", offer.hasThumbnail())
            .put("at", at)
            .put("mediaType", offer.transfer().file().mediaType().map(Terminal::escape))
            .put("message", offer.message().map(Terminal::escape));
    subject.folder().ifPresent(folder -> fields.put("folder", TransferRow.folder(folder)));
    return fields.object();
  }
}
