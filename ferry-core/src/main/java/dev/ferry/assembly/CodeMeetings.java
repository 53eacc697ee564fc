package dev.ferry.assembly;

import dev.ferry.Introductions;
import dev.ferry.Peer;
import dev.ferry.code.Code;
import dev.ferry.code.Giving;
import dev.ferry.code.Meeting;
import dev.ferry.code.Party;
import dev.ferry.code.Taking;
import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Meets others by codes in the DHT. */
final class CodeMeetings implements Introductions {
  private static final long PAUSE = 1_000_000_000;

  private final World world;
  private final Dht dht;
  private final Party self;
  private final Consumer<Party> met;

  /**
   * @param self whom others are told
   * @param met is told who was met, before anybody else is
   */
  CodeMeetings(World world, Dht dht, Party self, Consumer<Party> met) {
    this.world = world;
    this.dht = dht;
    this.self = self;
    this.met = met;
  }

  /** Something in the DHT, which may not be entered yet. */
  private interface Work<T> {
    T run() throws DhtException, InterruptedException;
  }

  private <T> T untilItWorks(Work<T> work, long deadline) throws IOException, InterruptedException {
    Tasks tasks = world.tasks();
    while (true) {
      try {
        return work.run();
      } catch (DhtException e) {
        if (tasks.now() >= deadline) {
          throw lost(e);
        }
        tasks.sleep(PAUSE);
      }
    }
  }

  @Override
  public Invitation invite(long deadline) throws IOException, InterruptedException {
    Tasks tasks = world.tasks();
    return untilItWorks(
        () -> new Waiting(Giving.open(dht, tasks, world.random(), self, deadline)), deadline);
  }

  private final class Waiting implements Invitation {
    private final Giving giving;

    Waiting(Giving giving) {
      this.giving = giving;
    }

    @Override
    public String code() {
      return giving.code().toString();
    }

    @Override
    public Optional<Answer> await(long deadline) throws IOException, InterruptedException {
      try {
        return giving.await(deadline).map(this::answer);
      } catch (DhtException e) {
        throw lost(e);
      }
    }

    private Answer answer(Giving.Outcome outcome) {
      return switch (outcome) {
        case Giving.Outcome.Met(Meeting meeting) -> greeted(meeting);
        case Giving.Outcome.Guessed _ -> new Answer.NotMet(Cause.GUESSED);
      };
    }

    @Override
    public void close() {
      giving.close();
    }
  }

  @Override
  public Answer answer(String typed, long deadline) throws IOException, InterruptedException {
    Optional<Code> code = Code.parse(typed);
    if (code.isEmpty()) {
      return new Answer.NotMet(Cause.NO_CODE);
    }
    Tasks tasks = world.tasks();
    Taking.Outcome outcome =
        untilItWorks(
            () -> Taking.take(dht, tasks, world.random(), self, code.get(), deadline), deadline);
    return switch (outcome) {
      case Taking.Outcome.Met(Meeting meeting) -> greeted(meeting);
      case Taking.Outcome.Void _ -> new Answer.NotMet(Cause.GUESSED);
      case Taking.Outcome.Used _ -> new Answer.NotMet(Cause.USED);
      case Taking.Outcome.Nobody _ -> new Answer.NotMet(Cause.NOBODY);
      case Taking.Outcome.Silent _ -> new Answer.NotMet(Cause.SILENT);
    };
  }

  private Answer greeted(Meeting meeting) {
    Party other = meeting.other();
    met.accept(other);
    var peer = new Peer.Account(other.account(), Optional.of(other.device()));
    return new Answer.Met(peer, meeting.verifier());
  }

  private static IOException lost(DhtException e) {
    return new IOException("the DHT cannot be used: " + e.getMessage(), e);
  }
}
