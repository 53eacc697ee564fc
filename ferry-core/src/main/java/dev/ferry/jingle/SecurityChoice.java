package dev.ferry.jingle;

import dev.ferry.Assurance;
import dev.ferry.Assurance.Encryption;
import dev.ferry.Assurance.Proof;
import dev.ferry.Encrypt;
import dev.ferry.Route;
import dev.ferry.security.Envelope;
import dev.ferry.security.Jet;
import dev.ferry.security.JetElement;
import dev.ferry.security.JetSession;
import dev.ferry.security.NotSecured;
import dev.ferry.security.PlainSecurity;
import dev.ferry.security.Security;
import dev.ferry.security.Xtls;
import dev.ferry.security.XtlsElement;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The protections in use, and which of them to take with a peer. Registered is advertised: their
 * features are what service discovery says.
 *
 * @param order which to offer, and in which order; empty for all, in the order that {@link
 *     Preference} finds right
 */
public record SecurityChoice(Optional<Xtls> xtls, Optional<Jet> jet, List<Encryption> order) {
  /** A program that has come a moment ago may still be publishing its keys. */
  private static final int LOOKS = 4;

  public SecurityChoice {
    order = List.copyOf(order);
  }

  public static SecurityChoice none() {
    return new SecurityChoice(Optional.empty(), Optional.empty(), List.of());
  }

  List<String> features() {
    return Stream.concat(
            xtls.map(Xtls::features).orElse(List.of()).stream(),
            jet.map(Jet::features).orElse(List.of()).stream())
        .toList();
  }

  private List<Envelope> envelopes() {
    return jet.map(Jet::envelopes).orElse(List.of());
  }

  /**
   * What protects a session that is opened here.
   *
   * @param deadline for the peer's keys
   * @throws NotSecured when the rule cannot be met with this peer
   */
  Security toOffer(Encrypt rule, PeerFeatures features, JetSession session, long deadline)
      throws NotSecured, InterruptedException {
    if (rule == Encrypt.OFF) {
      return new PlainSecurity();
    }
    Jid to = session.peer();
    var preference = new Preference(order, known(to));
    List<Encryption> able = preference.among(able(features));
    if (able.isEmpty()) {
      return inClear(rule, preference, features, to);
    }
    for (int look = 0; look < LOOKS; look++) {
      if (look > 0) {
        jet.orElseThrow().pause();
      }
      for (Encryption method : able) {
        Optional<Security> security =
            method == Encryption.XTLS
                ? Optional.of(xtls.orElseThrow().offering(to, features.have(XtlsElement.MUTUAL)))
                : sealed(method, features, session, deadline);
        if (security.isPresent()) {
          return security.get();
        }
      }
    }
    throw new NotSecured(
        to
            + " says that it can encrypt, but has no keys that can be used: open its program once,"
            + " so that it publishes them. To send in clear all the same: --encrypt off");
  }

  private Optional<Security> sealed(
      Encryption method, PeerFeatures features, JetSession session, long deadline)
      throws NotSecured, InterruptedException {
    for (Envelope one : envelopes()) {
      if (one.encryption() == method && one.reaches(session.peer(), deadline)) {
        boolean records = features.have(JetElement.RECORDS);
        return Optional.of(jet.orElseThrow().offering(session, one, records, deadline));
      }
    }
    return Optional.empty();
  }

  /** Whether some device of this account has encrypted with us, or a key of it was compared. */
  public boolean hasEncrypted(Jid peer) {
    return xtls.filter(x -> x.best(peer) != Proof.SERVER).isPresent() || !known(peer).isEmpty();
  }

  /** What the peer says it can do, and we can too. */
  private List<Encryption> able(PeerFeatures features) {
    List<Encryption> able = new ArrayList<>();
    if (xtls.isPresent() && features.have(XtlsElement.NAMESPACE)) {
      able.add(Encryption.XTLS);
    }
    envelopes().stream()
        .filter(e -> features.have(JetElement.NAMESPACE) && features.have(e.feature()))
        .forEach(e -> able.add(e.encryption()));
    return able;
  }

  /** The methods by which a person has compared a key of this account. */
  private List<Encryption> known(Jid peer) {
    List<Encryption> verified = new ArrayList<>();
    if (xtls.filter(x -> x.best(peer) == Proof.VERIFIED).isPresent()) {
      verified.add(Encryption.XTLS);
    }
    envelopes().stream()
        .filter(e -> e.best(peer) == Proof.VERIFIED)
        .forEach(e -> verified.add(e.encryption()));
    return verified;
  }

  private Security inClear(Encrypt rule, Preference preference, PeerFeatures features, Jid to)
      throws NotSecured {
    if (preference.forbidsClear()) {
      throw new NotSecured(
          "a key of "
              + to.bare()
              + " was compared here, but "
              + to
              + " does not say that it can encrypt with it: somebody on the way may have removed"
              + " that. Another encryption can be asked for with --encrypt-with, none with"
              + " --encrypt off");
    }
    if (rule == Encrypt.REQUIRED || !able(features).isEmpty()) {
      throw new NotSecured(
          to + " cannot encrypt in a way known here. To send in clear all the same: --encrypt off");
    }
    return new PlainSecurity();
  }

  /**
   * What protects a session of the peer's.
   *
   * @param offered its {@code security} element
   * @throws NotSecured when the rule cannot be met with this offer
   */
  Security toAnswer(Encrypt rule, Optional<Xml> offered, JetSession session, long deadline)
      throws NotSecured, InterruptedException {
    Jid from = session.peer();
    // The sender encrypts whatever we say: to take that for clear would store gibberish.
    if (offered.filter(JetElement::isOne).isPresent()) {
      Jet known = jet.orElseThrow(() -> new NotSecured("nothing is encrypted on this device"));
      return known.answering(session, offered.get(), deadline);
    }
    if (offered.isPresent() && rule != Encrypt.OFF) {
      Xtls known = xtls.orElseThrow(() -> new NotSecured("nothing is encrypted on this device"));
      return known.answering(from, offered.get(), deadline);
    }
    if (rule == Encrypt.REQUIRED) {
      throw new NotSecured(
          from
              + " offers this in clear, or somebody on the way removed the encryption. To receive it"
              + " all the same: --encrypt auto");
    }
    if (rule == Encrypt.AUTO && !known(from).isEmpty()) {
      throw new NotSecured(
          "a key of "
              + from.bare()
              + " was compared here, but "
              + from
              + " offers this in clear, or somebody on the way removed the encryption. To receive it"
              + " all the same: --encrypt off");
    }
    return new PlainSecurity();
  }

  /**
   * The same for an offer in clear, of which it may turn out that it was none: other programs go on
   * encrypting whatever the answer says.
   */
  Security inClear(Jid from, PeerFeatures features) {
    return jet.isPresent() && able(features).stream().anyMatch(e -> e != Encryption.XTLS)
        ? PlainSecurity.suspecting(
            "more came from "
                + from
                + " than it announced, and it can encrypt: somebody on the way, such as a server,"
                + " has probably removed the word that this was encrypted")
        : new PlainSecurity();
  }

  /** Whether a content can be received as far as its {@code security} element goes. */
  boolean knows(Optional<Xml> offered) {
    return offered.isEmpty()
        || (xtls.isPresent() && XtlsElement.isOne(offered.get()))
        || jet.filter(j -> j.knows(offered.get())).isPresent();
  }

  /** Of these routes, those that an offer's element protects. */
  List<Route> covered(Encrypt rule, Optional<Xml> offered, List<Route> allowed) {
    Optional<Xml> partly = offered.filter(XtlsElement::isOne).filter(_ -> rule != Encrypt.OFF);
    return partly
        .map(e -> allowed.stream().filter(route -> Xtls.covers(e, route)).toList())
        .orElse(allowed);
  }

  /** Whether an offer's element lets both sides speak, and proves all before it is used. */
  static boolean bothWays(Optional<Xml> offered) {
    return offered.filter(JetElement::isOne).map(JetElement::hasRecords).orElse(true);
  }

  /** What can be said of an offer before it is answered. */
  Assurance foreseen(Encrypt rule, Optional<Xml> offered, JetSession session) {
    if (offered.isEmpty()) {
      return Assurance.NONE;
    }
    Xml element = offered.get();
    if (JetElement.isOne(element)) {
      return jet.map(j -> j.foreseen(session, element)).orElse(Assurance.NONE);
    }
    return xtls.filter(_ -> rule != Encrypt.OFF)
        .map(x -> x.foreseen(session.peer(), element))
        .orElse(Assurance.NONE);
  }
}
