package dev.ferry.transfer;

import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.negotiation.Request.Wanted;
import dev.ferry.port.FileSource;
import dev.ferry.port.Monitor;
import dev.ferry.port.OfferLog;
import dev.ferry.port.Tasks;
import dev.ferry.swarm.Gathering;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What this device has received, or is about to, and may give to the other devices of its account.
 * Any task may call.
 */
final class Holdings {
  private static final System.Logger LOG = System.getLogger(Holdings.class.getName());
  private static final int MOST = 256;

  /** Something that is still coming in. */
  record Coming(FileOffer offer, Gathering gathering) {}

  private final Monitor monitor;
  private final OfferLog log;
  private final Supplier<Peer> self;
  private final Map<String, Coming> coming = new LinkedHashMap<>();

  /**
   * @param self by what name this device is known
   */
  Holdings(Tasks tasks, OfferLog log, Supplier<Peer> self) {
    this.monitor = tasks.monitor();
    this.log = log;
    this.self = self;
  }

  /** From now on chunks of this are given. */
  void comes(String publication, Coming what) {
    monitor.change(() -> {
      if (coming.size() < MOST) {
        coming.put(publication, what);
      }
    });
  }

  /** It has come, or will not. */
  void comesNoMore(String publication, Coming what) {
    monitor.change(() -> coming.remove(publication, what));
  }

  /** What somebody wants of what is still coming in, if they may have it. */
  Optional<Coming> find(Peer from, Wanted wanted) {
    List<Coming> found = new ArrayList<>(1);
    if (isOwn(from)) {
      monitor.change(() ->
          wanted
              .publication()
              .flatMap(p -> Optional.ofNullable(coming.get(p)))
              .ifPresent(found::add));
    }
    return found.stream().findFirst();
  }

  private boolean isOwn(Peer from) {
    return PartialRecord.account(from).equals(PartialRecord.account(self.get()));
  }

  /** A file that was received here, under its offer's name, if it can be given again. */
  Optional<FileSource> stored(Optional<String> publication) {
    try {
      Optional<OfferLog.Entry> entry = publication.flatMap(log::find);
      return entry.isPresent() ? Optional.of(log.open(entry.get())) : Optional.empty();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "what was received cannot be given: " + e.getMessage());
      return Optional.empty();
    }
  }
}
