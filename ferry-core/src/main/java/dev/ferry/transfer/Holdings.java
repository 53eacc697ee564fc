package dev.ferry.transfer;

import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.negotiation.Group;
import dev.ferry.negotiation.Request.Wanted;
import dev.ferry.port.FileSource;
import dev.ferry.port.Monitor;
import dev.ferry.port.OfferLog;
import dev.ferry.port.Tasks;
import dev.ferry.swarm.Gathering;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What this device has received, or is about to, and may give to the other devices of its account,
 * and to those of a group. Any task may call.
 */
final class Holdings {
  private static final System.Logger LOG = System.getLogger(Holdings.class.getName());
  private static final int MOST = 256;

  /** Something that is still coming in. */
  record Coming(FileOffer offer, Gathering gathering, Optional<Group> group) {
    /** Whether who asks may have it, and means it. */
    boolean isFor(Peer from, Peer self, Wanted wanted) {
      return group.isPresent()
          && wanted.claim().isPresent()
          && from instanceof Peer.Account asker
          && self instanceof Peer.Account asked
          && group.get().proves(wanted.claim().get(), asker, asked);
    }
  }

  private final Monitor monitor;
  private final OfferLog log;
  private final SequencedMap<Coming, Optional<String>> coming = new LinkedHashMap<>();

  Holdings(Tasks tasks, OfferLog log) {
    this.monitor = tasks.monitor();
    this.log = log;
  }

  /** From now on chunks of this are given; of too many the oldest are not any more. */
  void comes(Optional<String> publication, Coming what) {
    monitor.change(() -> {
      coming.put(what, publication);
      if (coming.size() > MOST) {
        coming.pollFirstEntry();
      }
    });
  }

  /** It will not come, or is given as what was received. */
  void comesNoMore(Coming what) {
    monitor.change(() -> coming.remove(what));
  }

  /** What somebody wants of what is coming in, if they may have it. */
  Optional<Coming> find(Peer from, Peer self, Wanted wanted) {
    boolean own =
        from instanceof Peer.Account
            && PartialRecord.account(from).equals(PartialRecord.account(self));
    Map<Coming, Optional<String>> all = new LinkedHashMap<>();
    monitor.change(() -> all.putAll(coming));
    return all.entrySet().stream()
        .filter(e ->
            e.getKey().isFor(from, self, wanted)
                || (own
                    && wanted.publication().isPresent()
                    && wanted.publication().equals(e.getValue())))
        .map(Map.Entry::getKey)
        .findFirst();
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
