package dev.ferry.openpgp;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.security.NotSecured;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.WireTime;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.Pep;
import dev.ferry.xmpp.Pep.Access;
import dev.ferry.xmpp.Pep.Item;
import dev.ferry.xmpp.Pep.Look;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * The OpenPGP keys that accounts publish (XEP-0373 4): a list of fingerprints, and a node for each
 * key. Keys that were fetched are kept for a while; a fingerprint names no other. Any task may
 * call.
 */
final class PublishedKeys {
  static final String NAMESPACE = "urn:xmpp:openpgp:0";
  static final String LIST = NAMESPACE + ":public-keys";

  /** Of one account; what is listed beyond is not looked at. */
  static final int MOST_KEYS = 8;

  private static final int MOST_KEPT = 256;
  private static final String CURRENT = "current";

  private final Pep pep;
  private final Monitor monitor;
  private final SequencedMap<String, Certificate> kept = new LinkedHashMap<>();

  PublishedKeys(Tasks tasks, Pep pep) {
    this.pep = pep;
    this.monitor = tasks.monitor();
  }

  /**
   * The keys that an account publishes, says are its own, and that can be used.
   *
   * @return empty also when it publishes none
   * @throws NotSecured when nobody answers
   */
  List<Certificate> of(Jid account, long deadline) throws NotSecured, InterruptedException {
    List<Certificate> sound = new ArrayList<>();
    for (String fingerprint : listed(account, deadline)) {
      certificate(account, fingerprint, deadline)
          .filter(c -> c.isOf(account) && c.isUsable())
          .ifPresent(sound::add);
    }
    return sound;
  }

  private List<String> listed(Jid account, long deadline) throws NotSecured, InterruptedException {
    SequencedSet<String> prints = new LinkedHashSet<>();
    entries(account, deadline)
        .forEach(
            e -> e.attribute("v4-fingerprint").flatMap(Fingerprints::parse).ifPresent(prints::add));
    return prints.stream().limit(MOST_KEYS).toList();
  }

  private List<Xml> entries(Jid account, long deadline) throws NotSecured, InterruptedException {
    return payload(pep.items(account, LIST, 1, deadline), account)
        .filter(p -> p.is("public-keys-list", NAMESPACE))
        .map(p -> p.all("pubkey-metadata"))
        .orElse(List.of());
  }

  private static Optional<Xml> payload(Look look, Jid account) throws NotSecured {
    return switch (look) {
      case Look.Found(List<Item> items) ->
          items.isEmpty() ? Optional.empty() : items.getLast().payload();
      case Look.Nothing _ -> Optional.empty();
      case Look.Unanswered(String why) ->
          throw new NotSecured(
              "the OpenPGP keys of " + account.bare() + " cannot be looked up: " + why);
    };
  }

  private Optional<Certificate> certificate(Jid account, String fingerprint, long deadline)
      throws NotSecured, InterruptedException {
    List<Certificate> known = new ArrayList<>(1);
    monitor.change(() -> Optional.ofNullable(kept.get(fingerprint)).ifPresent(known::add));
    if (!known.isEmpty()) {
      return Optional.of(known.getFirst());
    }
    Optional<Certificate> fetched =
        payload(pep.items(account, node(fingerprint), 1, deadline), account)
            .filter(p -> p.is("pubkey", NAMESPACE))
            .flatMap(p -> p.childText("data"))
            .flatMap(Certificate::read)
            .filter(c -> c.fingerprint().equals(fingerprint));
    fetched.ifPresent(c ->
        monitor.change(() -> {
          kept.putLast(fingerprint, c);
          if (kept.size() > MOST_KEPT) {
            kept.pollFirstEntry();
          }
        }));
    return fetched;
  }

  private static String node(String fingerprint) {
    return LIST + ":" + fingerprint;
  }

  /**
   * Publishes the own key beside those that are there already.
   *
   * @return why that failed, if it did
   */
  Optional<String> publish(Certificate own, Instant now, long deadline)
      throws InterruptedException {
    List<Xml> others;
    try {
      others =
          entries(pep.self(), deadline).stream()
              .filter(e -> e.attribute("v4-fingerprint").isPresent())
              .toList();
    } catch (NotSecured unanswered) {
      return Optional.of(String.valueOf(unanswered.getMessage()));
    }
    Xml key = Xml.of("pubkey", NAMESPACE).with(Xml.of("data", NAMESPACE).withText(own.base64()));
    String time = WireTime.write(now);
    Optional<String> failed =
        pep.publish(node(own.fingerprint()), time, key, Access.OPEN, deadline);
    if (failed.isPresent() || others.stream().anyMatch(e -> isOf(e, own))) {
      return failed;
    }
    Xml entry =
        Xml.of("pubkey-metadata", NAMESPACE)
            .with("v4-fingerprint", own.fingerprint())
            .with("date", time);
    Xml list = Xml.of("public-keys-list", NAMESPACE).with(others).with(entry);
    return pep.publish(LIST, CURRENT, list, Access.OPEN, deadline);
  }

  private static boolean isOf(Xml entry, Certificate own) {
    return entry.attribute("v4-fingerprint").filter(own.fingerprint()::equals).isPresent();
  }
}
