package dev.ferry.sim.xmpp;

import dev.ferry.port.Monitor;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The nodes that accounts keep at the server (XEP-0163): one item each unless asked for more,
 * readable as they say, told to those whose service discovery wants to know. Everybody is
 * everybody's contact. May be called from any task.
 */
public final class PersonalNodes {
  static final String PUBSUB = "http://jabber.org/protocol/pubsub";
  static final String OWNER = PUBSUB + "#owner";
  static final String EVENT = PUBSUB + "#event";
  private static final String LEARNING = "learning-features";
  private static final String OPEN_TO_CONTACTS = "presence";

  /** A node; its items oldest first. */
  private record Node(String access, int most, SequencedMap<String, Xml> items) {
    boolean readableBy(Jid reader, Jid owner) {
      return !access.equals("whitelist") || reader.bare().equals(owner);
    }
  }

  private final Monitor monitor;
  private final Jid domain;
  private final BiConsumer<Jid, Xml> deliver;
  private final Map<Jid, Map<String, Node>> accounts = new LinkedHashMap<>();
  private final Map<Jid, Set<String>> wishes = new LinkedHashMap<>();

  /**
   * @param deliver hands a stanza to a client
   */
  PersonalNodes(Monitor monitor, Jid domain, BiConsumer<Jid, Xml> deliver) {
    this.monitor = monitor;
    this.domain = domain;
    this.deliver = deliver;
  }

  /** The items of a node of an account by their ids; empty when there is no such node. */
  public Map<String, Xml> items(Jid account, String node) {
    Map<String, Xml> found = new LinkedHashMap<>();
    monitor.change(() -> find(account.bare(), node).ifPresent(n -> found.putAll(n.items())));
    return found;
  }

  /** The names of an account's nodes. */
  public List<String> nodes(Jid account) {
    List<String> names = new ArrayList<>();
    monitor.change(() -> names.addAll(accounts.getOrDefault(account.bare(), Map.of()).keySet()));
    return names;
  }

  /** Changes an item behind its owner's back, as a server can; tells who follows the node. */
  public void tamper(Jid account, String node, String item, Xml payload) {
    put(account.bare(), node, item, payload, OPEN_TO_CONTACTS, 1);
  }

  /** A client has shown up: what does it want to be told? */
  void met(Jid client) {
    deliver.accept(
        client,
        new Iq(client, LEARNING, Iq.Type.GET, Xml.of("query", ServerAnswers.INFO))
            .toXml()
            .with("from", domain.toString()));
  }

  /** Takes a client's answer about its features; whether it was one. */
  boolean learned(Jid client, Xml stanza) {
    Optional<Xml> info = stanza.child("query", ServerAnswers.INFO);
    if (stanza.attribute("id").filter(LEARNING::equals).isEmpty()
        || stanza.attribute("type").filter("result"::equals).isEmpty()
        || info.isEmpty()) {
      return false;
    }
    Set<String> wanted =
        info.get().all("feature").stream()
            .flatMap(f -> f.attribute("var").stream())
            .filter(f -> f.endsWith("+notify"))
            .map(f -> f.substring(0, f.length() - "+notify".length()))
            .collect(Collectors.toSet());
    List<Runnable> news = new ArrayList<>();
    monitor.change(() -> {
      wishes.put(client, wanted);
      accounts.forEach((owner, nodes) ->
          nodes.forEach((name, node) -> {
            if (wanted.contains(name) && node.readableBy(client, owner)) {
              Optional.ofNullable(node.items().lastEntry())
                  .ifPresent(last ->
                      news.add(() ->
                          tell(client, owner, name, item(EVENT, last.getKey(), last.getValue()))));
            }
          }));
    });
    news.forEach(Runnable::run);
    return true;
  }

  /** Answers a request to an account; empty for what is not about nodes. */
  Optional<Xml> answer(Jid account, Iq request) {
    Xml payload = request.payload();
    boolean own = request.peer().bare().equals(account);
    if (payload.is("pubsub", PUBSUB)) {
      return Optional.of(
          payload
              .child("items")
              .map(i -> read(account, i, request))
              .or(() -> own ? change(account, payload, request) : Optional.empty())
              .orElseGet(() -> refusal(request, "forbidden")));
    }
    return payload.is("pubsub", OWNER)
        ? Optional.of(own ? manage(account, payload, request) : refusal(request, "forbidden"))
        : Optional.empty();
  }

  private Xml read(Jid account, Xml asked, Iq request) {
    String name = asked.attribute("node").orElse("");
    List<Xml> answer = new ArrayList<>(1);
    monitor.change(() -> answer.add(lookUp(account, name, asked, request)));
    return answer.getFirst();
  }

  private Xml lookUp(Jid account, String name, Xml asked, Iq request) {
    Optional<Node> node = find(account, name);
    if (node.isEmpty()) {
      return refusal(request, "item-not-found");
    }
    if (!node.get().readableBy(request.peer(), account)) {
      return refusal(request, "not-authorized");
    }
    List<String> ids = asked.all("item").stream().flatMap(i -> i.attribute("id").stream()).toList();
    List<Xml> items =
        node.get().items().entrySet().stream()
            .filter(e -> ids.isEmpty() || ids.contains(e.getKey()))
            .map(e -> item(PUBSUB, e.getKey(), e.getValue()))
            .toList();
    Xml found = Xml.of("items", PUBSUB).with("node", name).with(items);
    return request.result(Xml.of("pubsub", PUBSUB).with(found));
  }

  private Optional<Xml> change(Jid account, Xml pubsub, Iq request) {
    Optional<Xml> publish = pubsub.child("publish");
    if (publish.isPresent()) {
      return Optional.of(publish(account, publish.get(), pubsub, request));
    }
    return pubsub.child("retract").map(r -> retract(account, r, request));
  }

  private Xml publish(Jid account, Xml publish, Xml pubsub, Iq request) {
    String name = publish.attribute("node").orElse("");
    Optional<Xml> options = pubsub.child("publish-options");
    Optional<String> access = options.flatMap(o -> NodeForm.value(o, "pubsub#access_model"));
    int most =
        options
            .flatMap(o -> NodeForm.value(o, "pubsub#max_items"))
            .map(v -> v.equals("max") ? Integer.MAX_VALUE : Integer.parseInt(v))
            .orElse(1);
    boolean[] other = {false};
    monitor.change(() ->
        other[0] =
            find(account, name)
                .filter(n -> access.isPresent() && !n.access().equals(access.get()))
                .isPresent());
    Optional<Xml> item = publish.child("item");
    if (other[0]) {
      return request.refusal(
          StanzaError.of("cancel", "conflict")
              .specific("precondition-not-met", PUBSUB + "#errors"));
    }
    if (item.isEmpty() || item.get().children().isEmpty()) {
      return refusal(request, "bad-request");
    }
    String id = item.get().attribute("id").orElse("current");
    put(account, name, id, item.get().children().getFirst(), access.orElse(OPEN_TO_CONTACTS), most);
    return request.result();
  }

  private void put(Jid owner, String name, String id, Xml payload, String access, int most) {
    List<Jid> readers = new ArrayList<>();
    monitor.change(() -> {
      Node node =
          accounts
              .computeIfAbsent(owner, _ -> new LinkedHashMap<>())
              .computeIfAbsent(name, _ -> new Node(access, most, new LinkedHashMap<>()));
      node.items().putLast(id, payload);
      while (node.items().size() > node.most()) {
        node.items().pollFirstEntry();
      }
      wishes.forEach((client, wanted) -> {
        if (wanted.contains(name) && node.readableBy(client, owner)) {
          readers.add(client);
        }
      });
    });
    readers.forEach(client -> tell(client, owner, name, item(EVENT, id, payload)));
  }

  private Xml retract(Jid account, Xml retract, Iq request) {
    String name = retract.attribute("node").orElse("");
    boolean[] was = {false};
    monitor.change(() ->
        find(account, name)
            .ifPresent(n ->
                retract.all("item").stream()
                    .flatMap(i -> i.attribute("id").stream())
                    .forEach(id -> was[0] |= n.items().remove(id) != null)));
    return was[0] ? request.result() : refusal(request, "item-not-found");
  }

  private Xml manage(Jid account, Xml pubsub, Iq request) {
    Optional<String> removed = pubsub.child("delete").flatMap(d -> d.attribute("node"));
    Optional<Xml> configured = pubsub.child("configure");
    String name = removed.or(() -> configured.flatMap(c -> c.attribute("node"))).orElse("");
    boolean[] was = {false};
    monitor.change(() -> {
      Map<String, Node> nodes = accounts.getOrDefault(account, new HashMap<>());
      Optional<Node> node = Optional.ofNullable(nodes.get(name));
      was[0] = node.isPresent();
      removed.ifPresent(nodes::remove);
      configured
          .flatMap(c -> NodeForm.value(c, "pubsub#access_model"))
          .ifPresent(access ->
              node.ifPresent(n -> nodes.put(name, new Node(access, n.most(), n.items()))));
    });
    return was[0] ? request.result() : refusal(request, "item-not-found");
  }

  private void tell(Jid client, Jid owner, String node, Xml item) {
    deliver.accept(
        client,
        Xml.of("message", Iq.NAMESPACE)
            .with("from", owner.toString())
            .with("to", client.toString())
            .with("type", "headline")
            .with(
                Xml.of("event", EVENT).with(Xml.of("items", EVENT).with("node", node).with(item))));
  }

  private static Xml item(String namespace, String id, Xml payload) {
    return Xml.of("item", namespace).with("id", id).with(payload);
  }

  private Optional<Node> find(Jid account, String name) {
    return Optional.ofNullable(accounts.getOrDefault(account, Map.of()).get(name));
  }

  private static Xml refusal(Iq request, String condition) {
    return request.refusal(StanzaError.of("cancel", condition));
  }
}
