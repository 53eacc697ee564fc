package dev.ferry.peerlink.files;

import dev.ferry.EndReason;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.EndReason.Stage;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.Side;
import dev.ferry.machine.Mailbox;
import dev.ferry.machine.ScopeClosed;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * One transfer between this device and another, as its task goes through it: says something, waits
 * for something, has something done beside. Whatever else happens meanwhile, from a cancel to the
 * loss of the link, comes out of the wait as {@link Over}.
 *
 * <p>{@link #post} may be called from any task, all else by the transfer's own.
 */
final class Conversation {
  private static final int MAILBOX = 64;
  private static final int MOST_UNHEARD = 8;
  private static final int MOST_LOOKS = 4;

  /** What is done beside. */
  @FunctionalInterface
  interface Work<R> {
    R run() throws IOException, InterruptedException;
  }

  private final String id;
  private final Tasks tasks;
  private final Patience patience;
  private final Mailbox<FileEvent> mailbox;
  private final TaskScope talk;
  private final TaskScope work;
  private final Pictures pictures;
  private final Queue<FileMessage> unheard = new ArrayDeque<>();
  private Optional<Control> control = Optional.empty();
  private Optional<ChannelRequest> bytes = Optional.empty();
  private Optional<Picture> picture = Optional.empty();
  private int looks;
  private boolean flowing;
  private boolean deaf;
  private volatile boolean closed;

  Conversation(String id, Tasks tasks, Patience patience) {
    this.id = id;
    this.tasks = tasks;
    this.patience = patience;
    this.mailbox = new Mailbox<>(tasks, MAILBOX);
    this.talk = new TaskScope(tasks);
    this.work = new TaskScope(tasks);
    this.pictures = new Pictures(tasks);
  }

  String id() {
    return id;
  }

  Patience patience() {
    return patience;
  }

  /** Of the receiver: what it sees of the sender's picture. */
  Pictures pictures() {
    return pictures;
  }

  /** Of the sender: what it shows whoever looks. */
  void shows(Optional<Picture> one) {
    picture = one;
  }

  /** From now on the peer's word of a failure is one midway. */
  void flows() {
    flowing = true;
  }

  void post(FileEvent event) {
    mailbox.force(event);
    if (closed) {
      decline();
    }
  }

  // The channel of words.

  /**
   * Asks the peer for the channel.
   *
   * @return empty when the peer declines
   */
  boolean open(ChannelLink link) throws Over, IOException, InterruptedException {
    long deadline = in(patience.word());
    String name = ChannelName.ofWords(id).toString();
    Optional<ByteStream> stream =
        beside("open " + id, () -> owned(link.ask(name, deadline)), patience.word().plusSeconds(1));
    stream.ifPresent(this::over);
    return stream.isPresent();
  }

  private Optional<ByteStream> owned(Optional<ByteStream> stream) {
    stream.ifPresent(talk::own);
    return stream;
  }

  /** Begins to talk on a channel, which belongs to the conversation. */
  void over(ByteStream stream) {
    Control one = new Control(tasks, talk.own(stream));
    control = Optional.of(one);
    fork(talk, "hear " + id, () -> listen(one));
  }

  private void listen(Control one) throws InterruptedException {
    try {
      Optional<FileMessage> message = one.hear();
      while (message.isPresent()) {
        if (!mailbox.post(new FileEvent.Heard(message.get()))) {
          post(new FileEvent.Stopped(new PeerFault("the peer says more than is listened to")));
          return;
        }
        if (message.get() instanceof Nonsense) {
          return;
        }
        message = one.hear();
      }
      post(new FileEvent.Lost("the peer closed the channel of the transfer"));
    } catch (IOException e) {
      post(new FileEvent.Lost(Failures.words(e)));
    }
  }

  void say(FileMessage message) throws Over, InterruptedException {
    try {
      control.orElseThrow().say(message, in(patience.word()));
    } catch (IOException e) {
      throw lost(Failures.words(e));
    }
  }

  /** The channel may be over because the peer has ended the transfer, and has said so before. */
  private Over lost(String why) throws InterruptedException {
    long deadline = in(patience.leave());
    for (Optional<FileEvent> event = mailbox.take(deadline);
        event.isPresent() && !(event.get() instanceof FileEvent.Lost);
        event = mailbox.take(deadline)) {
      if (event.get() instanceof FileEvent.Heard(End end)) {
        return ended(end);
      }
      if (event.get() instanceof FileEvent.Stopped(EndReason here)) {
        return Over.there(here);
      }
    }
    deaf = true;
    return Over.there(new ConnectionLost(why));
  }

  private Over ended(End end) {
    deaf = true;
    return Over.there(Endings.fromPeer(end, flowing));
  }

  // Waiting.

  /**
   * Waits for the peer's next message, which must be of that kind.
   *
   * @param stage what is waited for
   */
  <M extends FileMessage> M hear(Class<M> kind, Duration patience, Stage stage)
      throws Over, InterruptedException {
    long deadline = in(patience);
    while (unheard.isEmpty()) {
      FileEvent event = next(deadline, stage);
      if (event instanceof FileEvent.Heard(FileMessage message)) {
        keep(message);
      }
    }
    FileMessage message = unheard.remove();
    if (!kind.isInstance(message)) {
      throw disorder(message);
    }
    return kind.cast(message);
  }

  private void keep(FileMessage message) throws Over {
    unheard.add(message);
    if (unheard.size() > MOST_UNHEARD) {
      throw Over.here(new PeerFault("the peer says more than is listened to"));
    }
  }

  static Over disorder(FileMessage message) {
    return Over.here(
        new PeerFault(
            "the peer says what is not due (" + message.getClass().getSimpleName() + ")"));
  }

  /** Waits for what somebody here decides; the peer must say nothing meanwhile. */
  FileEvent decision(long deadline) throws Over, InterruptedException {
    FileEvent event = next(deadline, Stage.OFFER);
    if (event instanceof FileEvent.Heard(FileMessage message)) {
      throw disorder(message);
    }
    return event;
  }

  /** Waits for the peer to ask for the channel of the bytes, and opens it. */
  ByteStream bytes() throws Over, InterruptedException {
    long deadline = in(patience.word());
    while (bytes.isEmpty()) {
      if (next(deadline, Stage.CONNECT) instanceof FileEvent.Heard(FileMessage message)) {
        throw disorder(message);
      }
    }
    ByteStream stream = work.own(bytes.get().accept());
    bytes = Optional.empty();
    return stream;
  }

  /**
   * Asks the peer for the channel of the bytes.
   *
   * @throws IOException when there will be none
   */
  ByteStream bytes(ChannelLink link) throws Over, IOException, InterruptedException {
    long deadline = in(patience.word());
    String name = ChannelName.ofBytes(id).toString();
    return beside("bytes " + id, () -> link.ask(name, deadline), patience.word().plusSeconds(1))
        .map(work::own)
        .orElseThrow(() -> new IOException("the peer opens no channel for the bytes"));
  }

  /** Has something done that is to take no longer. */
  <R> R beside(String what, Work<R> body, Duration patience)
      throws Over, IOException, InterruptedException {
    return beside(what, body, patience, Stage.CONNECT, patience, Stage.CONNECT);
  }

  /** Has the bytes moved: the first must come soon, and then one after another. */
  <R> R moving(String what, Work<R> body) throws Over, IOException, InterruptedException {
    flows();
    return beside(
        what, body, patience.firstByte(), Stage.FIRST_BYTE, patience.stall(), Stage.STALL);
  }

  private <R> R beside(
      String what, Work<R> body, Duration first, Stage early, Duration then, Stage late)
      throws Over, IOException, InterruptedException {
    List<R> result = new ArrayList<>(1);
    List<IOException> failure = new ArrayList<>(1);
    fork(
        work,
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
      if (event instanceof FileEvent.Heard(FileMessage message)) {
        keep(message);
      }
      event = next(in(then), late);
    }
    if (!failure.isEmpty()) {
      throw failure.getFirst();
    }
    return result.getFirst();
  }

  private static void fork(TaskScope scope, String name, dev.ferry.port.Task task) {
    try {
      scope.fork(name, task);
    } catch (ScopeClosed closed) {
      throw new IllegalStateException("the transfer is over already", closed);
    }
  }

  private FileEvent next(long deadline, Stage stage) throws Over, InterruptedException {
    while (true) {
      Optional<FileEvent> event = mailbox.take(deadline);
      if (event.isEmpty()) {
        throw Over.here(new TimedOut(stage));
      }
      switch (event.get()) {
        case FileEvent.Stopped(EndReason why) -> throw Over.here(why);
        case FileEvent.Refused(String why) ->
            throw Over.here(
                new EndReason.StorageFailed(Side.HERE, why), new End(EndCode.NOT_AVAILABLE, why));
        case FileEvent.Lost(String why) -> {
          deaf = true;
          throw Over.there(new ConnectionLost(why));
        }
        case FileEvent.Asked(ChannelRequest request) -> {
          hold(request);
          return event.get();
        }
        case FileEvent.Looking _ -> say(new AskPicture());
        case FileEvent.Heard(End end) -> throw ended(end);
        case FileEvent.Heard(Nonsense _) ->
            throw Over.here(new PeerFault("the peer says what makes no sense"));
        case FileEvent.Heard(Unknown _) -> {}
        case FileEvent.Heard(AskPicture _) -> show();
        case FileEvent.Heard(Shown(Picture shown)) -> pictures.came(shown);
        case FileEvent.Heard _,
            FileEvent.Accepted _,
            FileEvent.Served _,
            FileEvent.Stirred _,
            FileEvent.Finished _ -> {
          return event.get();
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

  private void show() throws Over, InterruptedException {
    looks++;
    if (picture.isEmpty() || looks > MOST_LOOKS) {
      throw Over.here(new PeerFault("the peer asks for a picture that it was not promised"));
    }
    say(new Shown(picture.get()));
  }

  // The end.

  /**
   * What it means that a way for bytes, or what is at its ends, has failed: when it is the way, the
   * peer may know better, and is about to say so.
   */
  Over failed(EndReason why) throws InterruptedException {
    return why instanceof ConnectionLost lost && !deaf ? lostMidway(lost) : Over.here(why);
  }

  private Over lostMidway(ConnectionLost lost) throws InterruptedException {
    long deadline = in(patience.leave());
    try {
      while (tasks.now() < deadline) {
        next(deadline, Stage.STALL);
      }
      return Over.here(lost);
    } catch (Over better) {
      return better.why() instanceof TimedOut ? Over.here(lost) : better;
    }
  }

  /**
   * Waits for the peer's goodbye, when all is done here; answers whether all is well there, too.
   */
  boolean isAgreed() throws InterruptedException {
    long deadline = in(patience.word());
    while (!deaf) {
      Optional<FileEvent> event = mailbox.take(deadline);
      if (event.isPresent() && event.get() instanceof FileEvent.Heard(End end)) {
        deaf = true;
        return end.code() == EndCode.COMPLETED;
      }
      deaf |=
          event.isEmpty()
              || event.get() instanceof FileEvent.Lost
              || event.get() instanceof FileEvent.Stopped;
    }
    return false;
  }

  /** Says goodbye, stops what runs, and waits a moment for the peer to have heard it. */
  void part(Optional<End> goodbye) throws InterruptedException {
    if (goodbye.isPresent() && control.isPresent() && !deaf) {
      try {
        control.get().say(goodbye.get(), in(patience.leave()));
      } catch (IOException gone) {
        deaf = true;
      }
    }
    work.close();
    long deadline = in(patience.leave());
    while (goodbye.isPresent() && control.isPresent() && !deaf) {
      Optional<FileEvent> event = mailbox.take(deadline);
      deaf =
          event.isEmpty()
              || event.get() instanceof FileEvent.Lost
              || event.get() instanceof FileEvent.Heard(End _);
      if (event.isPresent() && event.get() instanceof FileEvent.Asked(ChannelRequest request)) {
        request.decline();
      }
    }
  }

  /** Closes all there is. */
  void close() {
    work.close();
    talk.close();
    pictures.over();
    bytes.ifPresent(ChannelRequest::decline);
    bytes = Optional.empty();
    closed = true;
    decline();
  }

  /** What nobody will look at any more must not stay without an answer. */
  private void decline() {
    try {
      for (Optional<FileEvent> left = mailbox.take(tasks.now());
          left.isPresent();
          left = mailbox.take(tasks.now())) {
        if (left.get() instanceof FileEvent.Asked(ChannelRequest request)) {
          request.decline();
        }
      }
    } catch (InterruptedException e) {
      tasks.interruptSelf();
    }
  }

  private long in(Duration time) {
    return tasks.in(time.toNanos());
  }
}
