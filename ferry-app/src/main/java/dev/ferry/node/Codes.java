package dev.ferry.node;

import dev.ferry.Ferry;
import dev.ferry.Introductions;
import dev.ferry.Introductions.Answer;
import dev.ferry.Introductions.Invitation;
import dev.ferry.Peer;
import dev.ferry.Side;
import dev.ferry.app.account.PeerWords;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Trouble;
import dev.ferry.app.run.CodeWords;
import dev.ferry.io.Ferries;
import dev.ferry.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** One-time codes by which this node meets others. Any thread may call. */
final class Codes {
  private static final Duration PUTTING = Duration.ofSeconds(60);
  private static final Duration ANSWERING = Duration.ofSeconds(90);

  /** A code that nobody came for is taken back. */
  private static final Duration WAITING = Duration.ofMinutes(30);

  private static final int MOST = 20;

  private final Board board;
  private final Supplier<Optional<Ferry>> ferry;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<String, Thread> waiting = new ConcurrentHashMap<>();
  private final Map<String, Peer.Account> met = new ConcurrentHashMap<>();

  /**
   * @param ferry the device of the account without a server, while it is online
   */
  Codes(Board board, Supplier<Optional<Ferry>> ferry) {
    this.board = board;
    this.ferry = ferry;
  }

  /** Makes a code; it can be told when it is shown as waiting. */
  Json.Obj make() throws Refused {
    Introductions introductions = introductions();
    String id = begin();
    return start(id, () -> invite(id, introductions));
  }

  /** Answers a code. */
  Json.Obj join(String typed) throws Refused {
    Introductions introductions = introductions();
    String id = begin();
    return start(
        id,
        () -> {
          show(id, "meeting", new Fields());
          came(
              id,
              introductions.answer(typed, Ferries.tasks().in(ANSWERING.toNanos())),
              CodeWords::whyNobodyWasMet);
        });
  }

  private interface Meeting {
    void hold() throws IOException, InterruptedException;
  }

  private String begin() throws Refused {
    if (waiting.size() >= MOST) {
      throw Refused.now(MOST + " codes wait already", "drop one of them first");
    }
    return "code-" + numbers.incrementAndGet();
  }

  private Json.Obj start(String id, Meeting meeting) {
    Json.Obj first = show(id, "preparing", new Fields());
    Thread thread =
        Thread.ofVirtual()
            .name(id)
            .unstarted(() -> {
              try {
                meeting.hold();
              } catch (IOException e) {
                failed(
                    id,
                    new Trouble(
                        ExitStatus.UNREACHABLE,
                        Texts.why(e),
                        Side.BETWEEN,
                        "check the network: ferry doctor"));
              } catch (InterruptedException dropped) {
                board.remove(Board.Kind.CODE, id);
              } finally {
                waiting.remove(id);
              }
            });
    waiting.put(id, thread);
    thread.start();
    return first;
  }

  private void invite(String id, Introductions introductions)
      throws IOException, InterruptedException {
    try (Invitation invitation = introductions.invite(Ferries.tasks().in(PUTTING.toNanos()))) {
      show(id, "waiting", new Fields().put("code", invitation.code()));
      Optional<Answer> answer = invitation.await(Ferries.tasks().in(WAITING.toNanos()));
      if (answer.isPresent()) {
        came(id, answer.get(), CodeWords::whyNobodyCame);
      } else {
        failed(
            id,
            new Trouble(
                ExitStatus.UNREACHABLE,
                "nobody came for that code in " + WAITING.toMinutes() + " minutes",
                Side.THERE,
                "make a new one when they are there"));
      }
    }
  }

  private void came(String id, Answer answer, CodeWords words) {
    switch (answer) {
      case Answer.Met(Peer.Account other, List<String> verifier) -> {
        met.put(id, other);
        show(
            id,
            "met",
            new Fields()
                .put("peer", PeerWords.accountOf(other).toString())
                .put("words", String.join(" ", verifier)));
      }
      case Answer.NotMet(Introductions.Cause cause) -> failed(id, words.of(cause));
    }
  }

  private void failed(String id, Trouble trouble) {
    show(id, "failed", new Fields().put("error", trouble));
  }

  private Json.Obj show(String id, String state, Fields more) {
    Fields fields = new Fields().put("id", id).put("state", state);
    more.object().members().forEach(fields::put);
    board.put(Board.Kind.CODE, id, fields.object());
    return fields.object();
  }

  private Introductions introductions() throws Refused {
    return ferry
        .get()
        .flatMap(Ferry::introductions)
        .orElseThrow(() ->
            Refused.now(
                "codes go by an account without a server, and none is online here",
                "make one first, or wait until it is online"));
  }

  /** Whom a code has met. */
  Peer.Account met(String id) throws Refused {
    Json.Obj unused = of(id);
    return Optional.ofNullable(met.get(id))
        .orElseThrow(() -> Refused.now("nobody was met by " + id + " yet", "wait for them"));
  }

  /** Whom it met is a contact now. */
  Json.Obj kept(String id) throws Refused {
    Json.Obj before = of(id);
    Fields fields = new Fields();
    before.members().forEach(fields::put);
    Json.Obj now = fields.put("state", "kept").object();
    board.put(Board.Kind.CODE, id, now);
    return now;
  }

  Json.Obj of(String id) throws Refused {
    return board
        .find(Board.Kind.CODE, id)
        .orElseThrow(() -> Refused.missing("there is no such code", "make a new one"));
  }

  /** Waits for nobody any more. */
  void drop(String id) throws Refused {
    Json.Obj unused = of(id);
    Optional.ofNullable(waiting.get(id)).ifPresent(Thread::interrupt);
    board.remove(Board.Kind.CODE, id);
  }

  void close() {
    waiting.values().forEach(Thread::interrupt);
  }
}
