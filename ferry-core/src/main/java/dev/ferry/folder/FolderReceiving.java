package dev.ferry.folder;

import dev.ferry.FileOffer;
import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.content.CopyListener;
import dev.ferry.content.Hashes;
import dev.ferry.content.SafeName;
import dev.ferry.content.Stages;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FolderVault;
import dev.ferry.port.FolderVault.PartialFolder;
import dev.ferry.port.Tasks;
import dev.ferry.port.Tree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The receiver's side of a folder on a stream. Run once, by the task that calls {@link #receive};
 * interrupting that task stops it. What was received stays in the partial folder, which is the
 * caller's to publish, keep or discard.
 */
public final class FolderReceiving {
  private final Tasks tasks;
  private final FolderVault vault;
  private final FolderLimits limits;
  private Optional<PartialFolder> partial = Optional.empty();
  private List<String> renamed = List.of();

  public FolderReceiving(Tasks tasks, FolderVault vault, FolderLimits limits) {
    this.tasks = tasks;
    this.vault = vault;
    this.limits = limits;
  }

  /**
   * Receives all that is not here yet, until every file is right.
   *
   * @param offer what was consented to; the list of files must be exactly that
   * @param sender who sends it, so that the same folder from somebody else is another
   * @param executables whether files that may be run there may be run here
   * @param listener hears of progress at most ten times a second; must not wait
   * @return the digest of the whole tree
   * @throws IOException saying which side failed
   */
  public Hashes receive(
      ByteStream stream, FileOffer offer, String sender, boolean executables, CopyListener listener)
      throws IOException, InterruptedException {
    Wire wire = new Wire(stream);
    Gauge early = new Gauge(tasks, new Tree(), offer.size(), listener);
    Manifest manifest = Manifest.receive(wire, limits, early::ofLife);
    Tree sent = manifest.tree();
    if (sent.bytes() != offer.size() || !offer.folder().equals(Optional.of(Summary.of(sent)))) {
      throw new CopyException(
          Kind.PEER, 0, "the list of files is not the one that was offered and accepted");
    }
    LocalNames local = LocalNames.of(sent, executables);
    renamed = local.renamed();
    Digests digests = new Digests(sent.files());
    var inventory = new Inventory(sent, digests);
    Prints prints = new Prints(sent, local.tree());
    FolderKey key = FolderKey.of(sender, offer, executables).listing(manifest.digest());
    PartialFolder folder =
        new Opening(vault, SafeName.of(offer.name()).text(), key, local.tree())
            .open(inventory, prints);
    partial = Optional.of(folder);
    Gauge gauge = new Gauge(tasks, sent, sent.bytes(), listener);
    long[] offsets = inventory.answer(folder, wire, gauge::ofLife);
    gauge.begin(inventory.bytes(), offsets);
    take(wire, new Shelf(folder, local.tree(), prints, digests), offsets, gauge);
    gauge.done();
    return digests.whole(manifest.digest());
  }

  private void take(Wire wire, Shelf shelf, long[] offsets, Gauge gauge)
      throws IOException, InterruptedException {
    List<Integer> damaged = take(wire, new Intake(tasks, shelf, offsets, gauge), gauge);
    for (int repair = 0; !damaged.isEmpty(); repair++) {
      if (repair == FolderSending.REPAIRS) {
        String which = shelf.tree().path(damaged.getFirst());
        throw new CopyException(Kind.DAMAGED, 0, which + " arrives damaged, however often");
      }
      Verdict.send(wire, damaged);
      Arrays.fill(offsets, Answer.WHOLE);
      damaged.forEach(file -> offsets[file] = 0);
      damaged = take(wire, new Intake(tasks, shelf, offsets, gauge), gauge);
    }
    Verdict.send(wire, List.of());
  }

  private List<Integer> take(Wire wire, Intake intake, Gauge gauge)
      throws IOException, InterruptedException {
    try (intake) {
      Inflow inflow = new Inflow(wire, intake.due(), gauge);
      if (inflow.left > 0) {
        wire.awaitBegin();
        move(inflow, intake, gauge);
      }
      return intake.damaged();
    }
  }

  private void move(Inflow inflow, Intake intake, Gauge gauge)
      throws IOException, InterruptedException {
    try {
      new Stages(tasks, gauge::failing)
          .run(FolderSending.BUFFERS, FolderSending.BUFFER, inflow::fill, intake::drain);
    } catch (IOException e) {
      // What has come is worth keeping; who was interrupted has no time for it.
      settle(intake, e);
      throw e;
    }
    intake.settle();
  }

  private static void settle(Intake intake, IOException after) throws InterruptedException {
    try {
      intake.settle();
    } catch (IOException e) {
      // It may be that very failure.
      if (e != after) {
        after.addSuppressed(e);
      }
    }
  }

  /** Reads the stream, no further than the bytes that are due. */
  private static final class Inflow {
    private final Wire wire;
    private final Gauge gauge;
    private long left;

    Inflow(Wire wire, long due, Gauge gauge) {
      this.wire = wire;
      this.left = due;
      this.gauge = gauge;
    }

    boolean fill(ByteBuffer empty) throws CopyException, InterruptedException {
      empty.limit((int) Math.min(empty.capacity(), left));
      while (empty.hasRemaining() && empty.position() < Feed.ENOUGH) {
        int count = wire.read(empty);
        if (count < 0) {
          throw new CopyException(
              Kind.TOO_SHORT, 0, "the peer ended the stream %d bytes too early".formatted(left));
        }
        left -= count;
        gauge.moved(count);
      }
      return left > 0;
    }
  }

  /** What got another name here, for people. */
  public List<String> renamed() {
    return renamed;
  }

  /** What has come so far; empty before the list of files was agreed on. */
  public Optional<PartialFolder> partial() {
    return partial;
  }
}
