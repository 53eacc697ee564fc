package dev.ferry.peerlink.classic;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.EndReason.Corrupted;
import dev.ferry.EndReason.StorageFailed;
import dev.ferry.FileOffer;
import dev.ferry.Route;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.Verified;
import dev.ferry.content.Digests;
import dev.ferry.content.Hashes;
import dev.ferry.identity.DeviceId;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Failures;
import dev.ferry.negotiation.Portion;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import dev.ferry.port.VaultException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fetches a file that a peer offers, from where what is here ends. The offer's digests decide
 * whether it is right: Jami gives SHA3-512.
 *
 * @param publication names the offer; a conversation and a slash may stand before it
 */
record PullAsking(
    Tasks tasks,
    ChannelLink link,
    DeviceId own,
    FileOffer file,
    String publication,
    Cargo cargo,
    ClassicTask task) {
  private static final long OPENING = 60 * ClassicTask.SECOND;
  private static final String NO_CONVERSATION = "0";

  EndReason run() throws InterruptedException {
    Portion wanted;
    try {
      wanted = cargo.prepare(new Portion.Abilities(true, false));
    } catch (VaultException e) {
      return Failures.ofStorage(e);
    }
    task.show(new TransferState.Connecting());
    Optional<ByteStream> asked;
    try {
      asked = link.ask(name(wanted).toString(), tasks.in(OPENING));
    } catch (IOException over) {
      return new ConnectionLost(Failures.words(over));
    }
    if (asked.isEmpty()) {
      return new StorageFailed(
          Side.THERE, "that device does not give this file: it was not offered, or is changed");
    }
    ByteStream stream = task.own(asked.get());
    Hashes computed;
    try {
      task.flowing(file.size(), wanted.range().offset());
      computed = cargo.move(stream, task::progress).computed();
    } catch (IOException e) {
      EndReason why = ClassicWay.broken(e, link);
      // Nobody cancels here, and what has come is good for the next time.
      return why instanceof Cancelled ? new ConnectionLost(Failures.words(e)) : why;
    }
    task.moved();
    task.show(new TransferState.Verifying(Route.ICE));
    try {
      return judged(proving(computed));
    } catch (IOException unreadable) {
      return Failures.ofStorage(unreadable);
    }
  }

  private PullName name(Portion wanted) {
    int slash = publication.lastIndexOf('/');
    return new PullName(
        slash < 0 ? NO_CONVERSATION : publication.substring(0, slash),
        own.longId(),
        publication.substring(slash + 1),
        wanted.range());
  }

  /** With a digest that the offer has; where none was computed on the way, one is now. */
  private Hashes proving(Hashes computed) throws IOException, InterruptedException {
    Set<String> given = new HashSet<>(file.hashes().byAlgorithm().keySet());
    given.removeAll(Digests.WEAK);
    boolean proves = given.stream().anyMatch(a -> computed.get(a).isPresent());
    return proves || given.isEmpty() ? computed : computed.and(cargo.compute(given));
  }

  private EndReason judged(Hashes computed) {
    List<String> common =
        file.hashes().byAlgorithm().keySet().stream()
            .filter(a -> !Digests.WEAK.contains(a) && computed.get(a).isPresent())
            .toList();
    for (String algorithm : common) {
      if (!computed.get(algorithm).equals(file.hashes().get(algorithm))) {
        return new Corrupted("the " + algorithm + " of what arrived is not that of the offer");
      }
    }
    if (!task.claim()) {
      return new Cancelled(Side.HERE);
    }
    try {
      task.stored(cargo.store());
    } catch (VaultException e) {
      return Failures.ofStorage(e);
    }
    return new Completed(
        common.isEmpty() ? Verified.SIZE_ONLY : Verified.HASH,
        computed.get(Hashes.SHA_256).orElse(""));
  }
}
