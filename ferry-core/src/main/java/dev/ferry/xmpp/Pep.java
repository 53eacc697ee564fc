package dev.ferry.xmpp;

import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Small public data of accounts, kept by their servers (XEP-0163 over XEP-0060). Methods may be
 * called from any task; those with a deadline wait for the server.
 */
public final class Pep {
  /** The account's nodes are asked with this; what nodes hold is in it. */
  public static final String NAMESPACE = "http://jabber.org/protocol/pubsub";

  private static final int MOST_ITEMS = 256;

  /** Who may read a node. */
  public enum Access {
    /** Anybody. */
    OPEN("open"),

    /** Contacts that see the account's presence. */
    PRESENCE("presence"),

    /** The account's own devices. */
    OWN("whitelist");

    private final String wire;

    Access(String wire) {
      this.wire = wire;
    }

    String wire() {
      return wire;
    }
  }

  /** One thing in a node; the payload is missing in notices of nodes that send none. */
  public record Item(String id, Optional<Xml> payload) {}

  /**
   * What an account's server says of one of its nodes without being asked.
   *
   * @param account bare
   */
  public record Notice(Jid account, String node, List<Item> items) {}

  /** How a look into a node ended. */
  public sealed interface Look {
    /** The newest last, as the server orders them; empty when the node is. */
    record Found(List<Item> items) implements Look {}

    /** There is no such node, or none that may be seen from here. */
    record Nothing(StanzaError why) implements Look {}

    /** The server did not answer. */
    record Unanswered(String why) implements Look {}
  }

  private final Tasks tasks;
  private final IqRouter router;

  public Pep(Tasks tasks, IqRouter router) {
    this.tasks = tasks;
    this.router = router;
  }

  /** This device's address. */
  public Jid self() {
    return router.self();
  }

  /** A deadline so many nanoseconds ahead. */
  public long in(long nanos) {
    return tasks.in(nanos);
  }

  /**
   * Puts an item into a node of the own account, making the node; an item of the same id is
   * replaced. A node that exists and is open to others than wanted is changed first.
   *
   * @return why that failed, if it did
   */
  public Optional<String> publish(
      String node, String item, Xml payload, Access access, long deadline)
      throws InterruptedException {
    Xml request = PepRequests.publish(node, item, payload, access);
    Iq.Reply reply = own(Iq.Type.SET, request, deadline);
    if (reply instanceof Iq.Reply.Refused(StanzaError e) && e.says("precondition-not-met")) {
      Iq.Reply changed = own(Iq.Type.SET, PepRequests.configure(node, access), deadline);
      return changed instanceof Iq.Reply.Result
          ? failure(own(Iq.Type.SET, request, deadline))
          : failure(changed);
    }
    return failure(reply);
  }

  /** Takes an item out of a node of the own account; one that is not there is no failure. */
  public Optional<String> retract(String node, String item, long deadline)
      throws InterruptedException {
    return removal(own(Iq.Type.SET, PepRequests.retract(node, item), deadline));
  }

  /** Removes a node of the own account; one that is not there is no failure. */
  public Optional<String> delete(String node, long deadline) throws InterruptedException {
    return removal(own(Iq.Type.SET, PepRequests.delete(node), deadline));
  }

  /**
   * Looks into a node.
   *
   * @param account its resource is ignored
   * @param most how many items to ask for, the newest ones
   */
  public Look items(Jid account, String node, int most, long deadline) throws InterruptedException {
    return look(account, PepRequests.items(node, most), node, deadline);
  }

  /** Looks for one item of a node. */
  public Look item(Jid account, String node, String item, long deadline)
      throws InterruptedException {
    return look(account, PepRequests.item(node, item), node, deadline);
  }

  private Look look(Jid account, Xml request, String node, long deadline)
      throws InterruptedException {
    return switch (router.request(account.bare(), Iq.Type.GET, request, deadline)) {
      case Iq.Reply.Result(Optional<Xml> payload) ->
          new Look.Found(
              payload
                  .filter(p -> p.is("pubsub", NAMESPACE))
                  .flatMap(p -> p.child("items"))
                  .filter(i -> i.attribute("node").filter(node::equals).isPresent())
                  .map(i -> read(i, NAMESPACE))
                  .orElse(List.of()));
      case Iq.Reply.Refused(StanzaError why) -> new Look.Nothing(why);
      case Iq.Reply.Unanswered(String why) -> new Look.Unanswered(why);
    };
  }

  /**
   * Follows a node of all contacts and of the own account. The server tells only what service
   * discovery asks for: the node's name with {@code +notify} has to be among the features.
   *
   * @param then runs on the router's task and must not wait
   */
  public void follow(String node, Consumer<Notice> then) {
    router.onStanza(stanza -> {
      if (stanza.name().equals("message")) {
        notice(stanza).filter(n -> n.node().equals(node)).ifPresent(then);
      }
    });
  }

  private Optional<Notice> notice(Xml message) {
    Optional<Jid> from =
        message.attribute("from").map(Jid::parse).orElse(Optional.of(self().bare()));
    Optional<Xml> items = message.child("event", PepRequests.EVENT).flatMap(e -> e.child("items"));
    // Only the account's server speaks for its bare address.
    return from.filter(f -> !f.isFull() && !f.local().isEmpty())
        .flatMap(f ->
            items.flatMap(i ->
                i.attribute("node").map(node -> new Notice(f, node, read(i, PepRequests.EVENT)))));
  }

  private static List<Item> read(Xml items, String namespace) {
    return items.children().stream()
        .filter(i -> i.is("item", namespace))
        .limit(MOST_ITEMS)
        .map(i -> new Item(i.attribute("id").orElse(""), i.children().stream().findFirst()))
        .toList();
  }

  private Iq.Reply own(Iq.Type type, Xml request, long deadline) throws InterruptedException {
    return router.request(self().bare(), type, request, deadline);
  }

  private static Optional<String> removal(Iq.Reply reply) {
    boolean absent =
        reply instanceof Iq.Reply.Refused(StanzaError e) && e.condition().equals("item-not-found");
    return absent ? Optional.empty() : failure(reply);
  }

  private static Optional<String> failure(Iq.Reply reply) {
    return switch (reply) {
      case Iq.Reply.Result _ -> Optional.empty();
      case Iq.Reply.Refused(StanzaError why) -> Optional.of("the server refuses: " + why);
      case Iq.Reply.Unanswered(String why) -> Optional.of(why);
    };
  }
}
