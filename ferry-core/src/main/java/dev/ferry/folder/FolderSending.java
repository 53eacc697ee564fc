package dev.ferry.folder;

import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.content.CopyListener;
import dev.ferry.content.Hashes;
import dev.ferry.content.Nudge;
import dev.ferry.content.Stages;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FolderSource;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The sender's side of a folder on a stream. Run once, by the task that calls {@link #send};
 * interrupting that task stops it, with nothing left running or open.
 */
public final class FolderSending {
  static final int BUFFER = 512 << 10;
  static final int BUFFERS = 3;

  /** How often files that arrived damaged are sent again. */
  static final int REPAIRS = 3;

  private final Tasks tasks;
  private final FolderSource source;
  private final Gauge gauge;

  /**
   * @param listener hears of progress at most ten times a second; must not wait
   */
  public FolderSending(Tasks tasks, FolderSource source, CopyListener listener) {
    this.tasks = tasks;
    this.source = source;
    this.gauge = new Gauge(tasks, source.tree(), source.tree().bytes(), listener);
  }

  /**
   * Sends all that the receiver lacks, until it says that everything is right.
   *
   * @return the digest of the whole tree
   * @throws IOException saying which side failed
   */
  public Hashes send(ByteStream stream) throws IOException, InterruptedException {
    Wire wire = new Wire(stream);
    Manifest manifest = Manifest.send(source.tree(), wire, gauge::ofLife);
    Digests digests = new Digests(source.tree().files());
    long[] offsets =
        nudging(wire, () -> Answer.receive(wire, source.tree(), digests, gauge::ofLife));
    gauge.begin(had(offsets), offsets);
    pour(wire, offsets, digests);
    for (int repair = 0; nudging(wire, () -> Verdict.receive(wire, offsets)); repair++) {
      if (repair == REPAIRS) {
        throw new CopyException(
            Kind.DAMAGED, 0, "files arrive damaged however often they are sent");
      }
      pour(wire, offsets, digests);
    }
    wire.end();
    gauge.done();
    return digests.whole(manifest.digest());
  }

  /** Waits for the receiver, saying a byte that means nothing now and then. */
  private <T> T nudging(Wire wire, Nudge.Wait<T> wait) throws IOException, InterruptedException {
    return Nudge.during(wait, tasks, wire::idle);
  }

  private long had(long[] offsets) {
    long bytes = 0;
    for (int file = 0; file < offsets.length; file++) {
      bytes += offsets[file] == Answer.WHOLE ? source.tree().size(file) : offsets[file];
    }
    return bytes;
  }

  /** After this, no file is wanted until the receiver says so. */
  private void pour(Wire wire, long[] offsets, Digests digests)
      throws CopyException, InterruptedException {
    try (Feed feed = new Feed(source, offsets, digests, gauge)) {
      if (feed.wanted()) {
        wire.begin();
        new Stages(tasks, gauge::failing)
            .run(BUFFERS, BUFFER, feed::fill, full -> write(wire, full));
      }
    } catch (CopyException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("a stage failed without saying where", e);
    }
    Arrays.fill(offsets, Answer.WHOLE);
  }

  private void write(Wire wire, ByteBuffer full) throws CopyException, InterruptedException {
    int count = full.remaining();
    wire.write(full);
    gauge.moved(count);
  }
}
