package dev.ferry.dht.node;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.wire.Call;
import dev.ferry.dht.wire.Contact;
import dev.ferry.dht.wire.DhtEncoder;
import dev.ferry.dht.wire.DhtMessage;
import dev.ferry.dht.wire.DhtMessage.Answer;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The requests that are waiting for their answers. Each is sent up to three times, then whoever was
 * asked counts as gone. An answer counts only when it comes from where the question went, from the
 * node that was asked. Of one task.
 */
final class Requests {
  private static final long MILLI = 1_000_000;

  /** After this time the asker may turn to others. */
  static final long SLOW = 400 * MILLI;

  /** Times between one attempt and the next, and the end. */
  private static final long[] PATIENCE = {1000 * MILLI, 1500 * MILLI, 2000 * MILLI};

  /** What comes of a request: one of these, and perhaps {@link #slow} before it. */
  interface Outcome {
    void answered(Contact from, Answer answer);

    /** The peer answered that it will not. */
    default void refused(Contact from, int code) {
      expired();
    }

    /** There is no answer yet. */
    default void slow() {}

    /** There is no answer. */
    void expired();
  }

  /** A request whose outcome is of no interest. */
  static final Outcome IGNORED =
      new Outcome() {
        @Override
        public void answered(Contact from, Answer answer) {}

        @Override
        public void expired() {}
      };

  /** A request on its way. */
  private final class Pending {
    final int transaction;
    final Contact to;
    final List<byte[]> datagrams;
    final Outcome outcome;
    final int attempts;
    int sent;
    Optional<Agenda.Entry> timer = Optional.empty();

    Pending(int transaction, Contact to, List<byte[]> datagrams, int attempts, Outcome outcome) {
      this.transaction = transaction;
      this.to = to;
      this.datagrams = datagrams;
      this.attempts = attempts;
      this.outcome = outcome;
    }

    void send() {
      kernel.send(to.at(), datagrams);
      long patience = PATIENCE[sent] + kernel.between(0, PATIENCE[sent] / 8);
      sent++;
      if (sent == 1) {
        timer = Optional.of(kernel.in(SLOW, () -> late(patience - SLOW)));
      } else {
        timer = Optional.of(kernel.in(patience, this::again));
      }
    }

    private void late(long rest) {
      timer = Optional.of(kernel.in(rest, this::again));
      outcome.slow();
    }

    private void again() {
      if (sent < attempts) {
        send();
      } else {
        end();
        tables.failed(to);
        outcome.expired();
      }
    }

    void end() {
      pending.remove(transaction);
      timer.ifPresent(Agenda.Entry::cancel);
    }
  }

  private final Kernel kernel;
  private final Tables tables;
  private final Map<Integer, Pending> pending = new HashMap<>();

  Requests(Kernel kernel, Tables tables) {
    this.kernel = kernel;
    this.tables = tables;
  }

  /** Asks a node. */
  void ask(Contact to, Call call, Outcome outcome) {
    ask(to, call, PATIENCE.length, outcome);
  }

  /** Asks whoever is at an address whether it is there. */
  void ping(InetSocketAddress at, Outcome outcome) {
    ask(new Contact(InfoHash.ZERO, at), new Call.Ping(), PATIENCE.length, outcome);
  }

  /** Asks a node up to so many times. */
  void ask(Contact to, Call call, int attempts, Outcome outcome) {
    int transaction = freeTransaction();
    NodeConfig config = kernel.config();
    DhtMessage request =
        new DhtMessage.Request(transaction, config.network(), config.id(), config.client(), call);
    kernel.traffic().asked(name(call));
    List<byte[]> datagrams = DhtEncoder.encode(request);
    Pending asked = new Pending(transaction, to, datagrams, attempts, outcome);
    pending.put(transaction, asked);
    asked.send();
  }

  static String name(Call call) {
    return call.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** By chance, so that nobody who does not see our requests can answer them. */
  private int freeTransaction() {
    int transaction;
    do {
      transaction = kernel.random().nextInt();
    } while (transaction == 0 || pending.containsKey(transaction));
    return transaction;
  }

  /** Whether an answer from there is waited for. */
  boolean expects(InetSocketAddress from, int transaction) {
    Pending asked = pending.get(transaction);
    return asked != null && asked.to.at().equals(from);
  }

  /** An answer came; false when it answers nothing that was asked there. */
  boolean answered(Contact from, int transaction, Answer answer) {
    Optional<Pending> asked = take(from, transaction);
    asked.ifPresent(p -> p.outcome.answered(from, answer));
    return asked.isPresent();
  }

  boolean refused(Contact from, int transaction, int code) {
    Optional<Pending> asked = take(from, transaction);
    asked.ifPresent(p -> p.outcome.refused(p.to, code));
    return asked.isPresent();
  }

  private Optional<Pending> take(Contact from, int transaction) {
    Pending asked = pending.get(transaction);
    if (asked == null || !asked.to.at().equals(from.at())) {
      return Optional.empty();
    }
    asked.end();
    InfoHash id = asked.to.id();
    if (!id.isZero() && !from.id().isZero() && !id.equals(from.id())) {
      // Somebody else lives there now, who answers as well: whoever was asked is gone.
      tables.failed(asked.to);
    }
    return Optional.of(asked);
  }

  int size() {
    return pending.size();
  }
}
