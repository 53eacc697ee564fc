package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.content.ByteRange;
import dev.ferry.content.ChunkDigests;
import dev.ferry.content.ChunkPlan;
import dev.ferry.content.CopyException;
import dev.ferry.content.CopyListener;
import dev.ferry.content.Digests;
import dev.ferry.content.Hashes;
import dev.ferry.content.Hashing;
import dev.ferry.content.SafeName;
import dev.ferry.content.Survey;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Portion;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileVault;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.Tasks;
import dev.ferry.port.VaultException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A file on its way in. A partial file of it that was kept is gone on with; a new one is created
 * when the first byte can come, not before.
 */
final class ReceivingCargo implements Destination.Berth {
  private final Tasks tasks;
  private final Peer from;
  private final FileOffer offer;
  private final List<String> promised;
  private final FileVault vault;
  private Optional<PartialFile> partial = Optional.empty();
  private Optional<ChunkDigests> digests = Optional.empty();
  private Hashes computed = Hashes.none();
  private boolean compared;
  private boolean spoilt;
  private boolean stored;
  private volatile boolean superseded;

  /**
   * @param promised digests that the sender will give later
   */
  ReceivingCargo(Tasks tasks, Peer from, FileOffer offer, List<String> promised, FileVault vault) {
    this.tasks = tasks;
    this.from = from;
    this.offer = offer;
    this.promised = List.copyOf(promised);
    this.vault = vault;
  }

  @Override
  public Portion prepare(Portion.Abilities sender) throws VaultException {
    Optional<Resumable> found = begun(sender);
    partial = found.map(Resumable::file);
    long start = found.map(f -> f.file().written()).orElse(0L);
    vault.check(offer.size() - start);
    // Without ranges nothing could be gone on with, so that nothing need be recorded.
    digests =
        sender.ranges()
            ? found.map(Resumable::digests).or(() -> plan().map(ChunkDigests::new))
            : Optional.empty();
    compared = sender.chunks() && digests.isPresent();
    return new Portion(
        ByteRange.from(start),
        compared ? OptionalInt.of(digests.orElseThrow().plan().chunk()) : OptionalInt.empty());
  }

  /** What can be gone on with; when only a part is offered, exactly what lies before that part. */
  private Optional<Resumable> begun(Portion.Abilities sender) throws VaultException {
    Optional<Resumable> found =
        sender.ranges() ? Resumable.find(vault, from, offer) : Optional.empty();
    long first = sender.offered().offset();
    if (first == 0) {
      return found;
    }
    Optional<Resumable> cut =
        found.isPresent() ? found.get().upTo(first, offer.size()) : Optional.empty();
    if (cut.isEmpty()) {
      throw new VaultException(
          VaultException.Kind.FAILED,
          "only the bytes from %d on are offered, and what comes before them is not here; ask for the whole file"
              .formatted(first));
    }
    return cut;
  }

  private Optional<ChunkPlan> plan() {
    return ChunkPlan.of(offer.size());
  }

  @Override
  public Moved move(ByteStream stream, CopyListener progress)
      throws IOException, InterruptedException {
    PartialFile file = partial.isPresent() ? partial.get() : begin();
    partial = Optional.of(file);
    var incoming = new Incoming(tasks, offer.size(), file, digests, this::hashing, progress);
    try {
      Moved moved = compared ? incoming.compared(stream) : incoming.whole(stream);
      computed = moved.computed();
      return moved;
    } catch (CopyException e) {
      spoilt =
          switch (e.kind()) {
            case TOO_LONG, PEER, DAMAGED -> true;
            case READING, WRITING, NETWORK, TOO_SHORT -> false;
          };
      throw e;
    }
  }

  private PartialFile begin() throws VaultException {
    String name = SafeName.of(offer.name()).text();
    return vault.begin(name, offer.size(), PartialRecord.of(from, offer));
  }

  private Hashing hashing() {
    return Hashing.of(
        Digests.standard().or(Digests.weak()),
        Digests.needed(offer.hashes().byAlgorithm().keySet(), promised));
  }

  @Override
  public Hashes compute(Set<String> algorithms) throws IOException, InterruptedException {
    PartialFile file = partial.orElseThrow();
    Hashing what = Hashing.only(Digests.standard(), algorithms);
    var survey = new Survey(tasks, file::readBack, offer.size(), false, what, Optional.empty());
    survey.read(() -> {});
    return survey.hashes();
  }

  @Override
  public Optional<StoredFile> store() throws VaultException {
    PartialFile file = partial.orElseThrow();
    StoredFile result = file.publish(offer.modified());
    stored = true;
    return Optional.of(result);
  }

  @Override
  public Optional<Cargo> afterwards() {
    return Optional.of(new StoredCargo(tasks, offer.size(), computed));
  }

  @Override
  public void supersede() {
    superseded = true;
  }

  @Override
  public void putAway(EndReason why) {
    boolean worthwhile = superseded || Keeping.isWorthwhile(why);
    partial.ifPresent(file -> {
      if (stored || (worthwhile && !spoilt && hasChunks(file))) {
        file.close();
      } else {
        file.discard();
      }
    });
  }

  private boolean hasChunks(PartialFile file) {
    return digests.filter(d -> d.count() > 0 && d.plan().length(0) <= file.written()).isPresent();
  }
}
