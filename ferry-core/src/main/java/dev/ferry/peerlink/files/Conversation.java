package dev.ferry.peerlink.files;

import dev.ferry.EndReason;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.EndReason.Stage;
import dev.ferry.EndReason.StorageFailed;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.Side;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Failures;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.peerlink.channel.ChannelRequest;
import dev.ferry.peerlink.files.FileMessage.AskPicture;
import dev.ferry.peerlink.files.FileMessage.End;
import dev.ferry.peerlink.files.FileMessage.Nonsense;
import dev.ferry.peerlink.files.FileMessage.Shown;
import dev.ferry.peerlink.files.FileMessage.Unknown;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Picture;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One transfer between this device and another, as its task goes through it: says something, waits
 * for something, has something done beside. Whatever else happens meanwhile, from a cancel to the
 * loss of the link, comes out of the wait as {@link Over}.
 *
 * <p>{@link #post} may be called from any task, all else by the transfer's own.
 */
final class Conversation {
  private final String id;
  private final Tasks tasks;
  private final Patience patience;
  private final Words words;
  private final TaskScope work;
  private final Pictures pictures;
  private final Unheard unheard = new Unheard();
  private Optional<ChannelRequest> bytes = Optional.empty();
  private boolean flowing;

  Conversation(String id, Tasks tasks, Patience patience) {
    this.id = id;
    this.tasks = tasks;
    this.patience = patience;
    this.words = new Words(id, tasks);
    this.work = new TaskScope(tasks);
    this.pictures = new Pictures(tasks);
  }

  String id() {
    return id;
  }

  Patience patience() {
    return patience;
  }

  /** Of the sender what it shows, of the receiver what it sees. */
  Pictures pictures() {
    return pictures;
  }

  void post(FileEvent event) {
    words.post(event);
  }

  // Channels.

  /**
   * Asks the peer for the channel of words.
   *
   * @return false when the peer declines
   */
  boolean open(ChannelLink link) throws Over, IOException, InterruptedException {
    Optional<ByteStream> stream = asked(link, ChannelName.ofWords(id));
    stream.ifPresent(words::over);
    return stream.isPresent();
  }

  /** Begins to talk on a channel, which belongs to the conversation. */
  void over(ByteStream stream) {
    words.over(stream);
  }

  /**
   * Asks the peer for the channel of the bytes.
   *
   * @throws IOException when there will be none
   */
  ByteStream bytes(ChannelLink link) throws Over, IOException, InterruptedException {
    return asked(link, ChannelName.ofBytes(id))
        .map(work::own)
        .orElseThrow(() -> new IOException("the peer opens no channel for the bytes"));
  }

  private Optional<ByteStream> asked(ChannelLink link, ChannelName name)
      throws Over, IOException, InterruptedException {
    long deadline = in(patience.word());
    return beside(
        "ask for " + name,
        () -> {
          Optional<ByteStream> stream = link.ask(name.toString(), deadline);
          stream.ifPresent(words::own);
          if (stream.isEmpty() && tasks.now() >= deadline) {
            throw new IOException("the peer does not answer");
          }
          return stream;
        },
        patience.word().plusSeconds(1));
  }

  /** Waits for the peer to ask for the channel of the bytes, and opens it. */
  ByteStream bytes() throws Over, InterruptedException {
    long deadline = in(patience.word());
    while (bytes.isEmpty()) {
      Unheard.none(next(deadline, Stage.CONNECT));
    }
    ByteStream stream = work.own(bytes.get().accept());
    bytes = Optional.empty();
    return stream;
  }

  // Words.

  void say(FileMessage message) throws Over, InterruptedException {
    try {
      words.say(message, in(patience.word()));
    } catch (IOException e) {
      throw failed(new ConnectionLost(Failures.words(e)));
    }
  }

  /**
   * Waits for the peer's next message, which must be of that kind.
   *
   * @param stage what is waited for
   */
  <M extends FileMessage> M hear(Class<M> kind, Duration patience, Stage stage)
      throws Over, InterruptedException {
    long deadline = in(patience);
    while (unheard.isEmpty()) {
      unheard.keep(next(deadline, stage));
    }
    return unheard.take(kind);
  }

  /** Waits for what somebody here decides; the peer must say nothing meanwhile. */
  FileEvent decision(long deadline) throws Over, InterruptedException {
    FileEvent event = next(deadline, Stage.OFFER);
    Unheard.none(event);
    return event;
  }

  // Work.

  /** Has something done that is to take no longer. */
  <R> R beside(String what, Work<R> body, Duration patience)
      throws Over, IOException, InterruptedException {
    return beside(what, body, patience, Stage.CONNECT, patience, Stage.CONNECT);
  }

  /** Has the bytes moved: the first must come soon, and then one after another. */
  <R> R moving(String what, ByteStream stream, Work.Moving<R> body)
      throws Over, IOException, InterruptedException {
    flowing = true;
    ByteStream noticed = new NoticedStream(stream, tasks, () -> post(new FileEvent.Stirred()));
    return beside(
        what,
        () -> body.over(noticed),
        patience.firstByte(),
        Stage.FIRST_BYTE,
        patience.stall(),
        Stage.STALL);
  }

  private <R> R beside(
      String what, Work<R> body, Duration first, Stage early, Duration then, Stage late)
      throws Over, IOException, InterruptedException {
    List<R> result = new ArrayList<>(1);
    List<IOException> failure = new ArrayList<>(1);
    work.fork(
        what,
        () -> {
          try {
            result.add(body.run());
          } catch (IOException e) {
            failure.add(e);
          }
          post(new FileEvent.Finished());
        });
    FileEvent event = next(in(first), early);
    while (!(event instanceof FileEvent.Finished)) {
      unheard.keep(event);
      event = next(in(then), late);
    }
    if (!failure.isEmpty()) {
      throw failure.getFirst();
    }
    return result.getFirst();
  }

  /** The next event that is for whoever waits; all others are seen to. */
  private FileEvent next(long deadline, Stage stage) throws Over, InterruptedException {
    while (true) {
      FileEvent event = words.next(deadline).orElseThrow(() -> Over.here(new TimedOut(stage)));
      switch (event) {
        case FileEvent.Stopped(EndReason why) -> throw Over.here(why);
        case FileEvent.Refused(String why) ->
            throw Over.here(new StorageFailed(Side.HERE, why), new End(EndCode.NOT_AVAILABLE, why));
        case FileEvent.Lost(String why) -> throw Over.there(new ConnectionLost(why));
        case FileEvent.Heard(End end) -> throw Over.there(Endings.fromPeer(end, flowing));
        case FileEvent.Heard(Nonsense _) ->
            throw Over.here(new PeerFault("the peer says what makes no sense"));
        case FileEvent.Heard(Unknown _) -> {}
        case FileEvent.Heard(AskPicture _) -> say(new Shown(pictures.look()));
        case FileEvent.Heard(Shown(Picture shown)) -> pictures.came(shown);
        case FileEvent.Looking _ -> say(new AskPicture());
        case FileEvent.Asked(ChannelRequest request) -> {
          hold(request);
          return event;
        }
        case FileEvent.Heard _,
            FileEvent.Accepted _,
            FileEvent.Served _,
            FileEvent.Stirred _,
            FileEvent.Finished _ -> {
          return event;
        }
      }
    }
  }

  private void hold(ChannelRequest request) {
    if (bytes.isPresent()) {
      request.decline();
    } else {
      bytes = Optional.of(request);
    }
  }

  // The end.

  /**
   * What it means that a way has failed, or what is at its ends: when it is the way, the peer may
   * know better, and is about to say so.
   */
  Over failed(EndReason why) throws InterruptedException {
    long deadline = in(patience.leave());
    boolean better = why instanceof ConnectionLost;
    while (better && !words.isDeaf()) {
      Optional<FileEvent> event = words.next(deadline);
      if (event.isPresent() && event.get() instanceof FileEvent.Heard(End end)) {
        return Over.there(Endings.fromPeer(end, flowing));
      }
      if (event.isPresent() && event.get() instanceof FileEvent.Stopped(EndReason here)) {
        return Over.here(here);
      }
      better = event.isPresent();
    }
    return Over.here(why);
  }

  /**
   * Waits for the peer's goodbye, when all is done here; answers whether all is well there, too.
   */
  boolean isAgreed() throws InterruptedException {
    return words.isAgreed(in(patience.word()));
  }

  /** Says goodbye, stops what runs, and waits a moment for the peer to have heard it. */
  void part(Optional<End> goodbye) throws InterruptedException {
    if (goodbye.isPresent()) {
      words.part(goodbye.get(), in(patience.leave()));
    }
    work.close();
    if (goodbye.isPresent()) {
      words.awaitParted(in(patience.leave()));
    }
  }

  /** Closes all there is. */
  void close() {
    work.close();
    words.close();
    pictures.over();
    bytes.ifPresent(ChannelRequest::decline);
    bytes = Optional.empty();
  }

  private long in(Duration time) {
    return tasks.in(time.toNanos());
  }
}
