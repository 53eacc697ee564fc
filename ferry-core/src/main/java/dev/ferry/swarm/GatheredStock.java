package dev.ferry.swarm;

import dev.ferry.content.ChunkDigests;
import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.content.Hashes;
import dev.ferry.content.Survey;
import dev.ferry.port.FileSource;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What a device has so far of a file that it gathers itself: from the partial file, and from the
 * stored one once it has its name.
 */
final class GatheredStock implements Stock {
  private final Gathering gathering;
  private final Tasks tasks;
  private Optional<FileSource.Reader> stored = Optional.empty();

  GatheredStock(Gathering gathering, Tasks tasks) {
    this.gathering = gathering;
    this.tasks = tasks;
  }

  @Override
  public ChunkDigests digests(Survey.Sign sign) throws IOException, InterruptedException {
    while (!gathering
        .monitor()
        .await(
            () -> gathering.proof().list().isPresent() || gathering.isOver(),
            tasks.in(PieceWire.SIGN_OF_LIFE))) {
      sign.give();
    }
    List<ChunkDigests> list = new ArrayList<>(1);
    gathering.monitor().change(() -> gathering.proof().list().ifPresent(list::add));
    return list.stream().findFirst().orElseThrow(this::gone);
  }

  @Override
  public Hashes known() {
    List<String> whole = new ArrayList<>(1);
    gathering
        .monitor()
        .change(() ->
            gathering
                .gathered()
                .flatMap(h -> h.get(Hashes.SHA_256))
                .or(() -> gathering.proof().whole())
                .ifPresent(whole::add));
    return whole.isEmpty() ? Hashes.none() : Hashes.of(Hashes.SHA_256, whole.getFirst());
  }

  @Override
  public BitSet here() {
    BitSet here = new BitSet();
    gathering
        .monitor()
        .change(() -> gathering.schedule().ifPresent(order -> here.or(order.here())));
    return here;
  }

  @Override
  public int read(ByteBuffer into, long offset) throws IOException, InterruptedException {
    if (stored.isEmpty()) {
      try {
        return gathering.read(into, offset);
      } catch (IOException closing) {
        stored = Optional.of(reopened());
      }
    }
    return stored.get().read(into, offset);
  }

  /** The file has got its name, or is about to. */
  private FileSource.Reader reopened() throws IOException, InterruptedException {
    boolean unused = gathering.monitor().await(gathering::isOver, Tasks.NEVER);
    List<FileSource> file = new ArrayList<>(1);
    gathering.monitor().change(() -> gathering.stored().ifPresent(file::add));
    return file.stream().findFirst().orElseThrow(this::gone).open();
  }

  private CopyException gone() {
    return new CopyException(Kind.READING, 0, "the file is not gathered here any more");
  }

  @Override
  public void close() {
    stored.ifPresent(FileSource.Reader::close);
  }
}
