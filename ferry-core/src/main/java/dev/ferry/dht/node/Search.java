package dev.ferry.dht.node;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.wire.Call;
import dev.ferry.dht.wire.Contact;
import dev.ferry.dht.wire.DhtMessage.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks a lookup: sends what it wants to ask and tells it what came. Of one task. */
final class Search {
  /** Who has the search done. */
  interface Visitor {
    /** What every node on the way is asked: something that is answered with a token. */
    Call call();

    /** A node answered. */
    void answered(Contact from, Answer answer);

    /** The nearest nodes have answered, or nobody is left. Comes again after {@link #replace}. */
    void arrived();
  }

  private final Kernel kernel;
  private final Tables tables;
  private final Requests requests;
  private final Learning learning;
  private final Visitor visitor;
  private final Lookup lookup;
  private boolean over;
  private boolean stepping;

  Search(Parts parts, InfoHash target, Visitor visitor) {
    this.kernel = parts.kernel();
    this.tables = parts.tables();
    this.requests = parts.requests();
    this.learning = parts.learning();
    this.visitor = visitor;
    this.lookup = new Lookup(target, kernel.self());
  }

  void start(boolean ipv6, List<Contact> also) {
    List<Contact> known = new ArrayList<>(tables.beginning(lookup.target(), ipv6));
    known.addAll(also);
    lookup.start(known);
    step();
  }

  private void step() {
    // An answer may come while a question is asked, when the visitor asks something itself.
    if (over || stepping) {
      return;
    }
    stepping = true;
    for (Optional<Contact> next = lookup.next(); next.isPresent(); next = lookup.next()) {
      ask(next.get());
    }
    stepping = false;
    if (lookup.isDone()) {
      over = true;
      visitor.arrived();
    }
  }

  private void ask(Contact contact) {
    requests.ask(
        contact,
        visitor.call(),
        new Requests.Outcome() {
          @Override
          public void answered(Contact from, Answer answer) {
            lookup.replaced(contact, from);
            took(from, answer);
          }

          @Override
          public void slow() {
            lookup.slow(contact);
            step();
          }

          @Override
          public void expired() {
            lookup.failed(contact);
            step();
          }
        });
  }

  private void took(Contact from, Answer answer) {
    if (answer.token().isEmpty()) {
      // Nodes that answer without a token break the protocol, and would be of no use anyway.
      tables.ban(from);
      lookup.failed(from);
      step();
      return;
    }
    List<Contact> named = new ArrayList<>(answer.ipv4());
    named.addAll(answer.ipv6());
    List<Contact> usable = tables.usable(named, from.at());
    usable.removeIf(c -> c.isIpv6() != from.isIpv6());
    learning.named(usable);
    lookup.answered(from, answer.token(), usable);
    if (!over) {
      visitor.answered(from, answer);
    }
    step();
  }

  /** A node turned out to be of no use; the search goes on without it. */
  void replace(Contact contact) {
    lookup.failed(contact);
    over = false;
    step();
  }

  void cancel() {
    over = true;
  }

  boolean isOver() {
    return over;
  }

  /** The nearest nodes that have answered, the nearest first. */
  List<Lookup.Found> found() {
    return lookup.found();
  }

  int asked() {
    return lookup.asked();
  }
}
