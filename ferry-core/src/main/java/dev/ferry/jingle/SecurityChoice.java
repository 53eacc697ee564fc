package dev.ferry.jingle;

import dev.ferry.Assurance;
import dev.ferry.Encrypt;
import dev.ferry.Route;
import dev.ferry.security.NotSecured;
import dev.ferry.security.PlainSecurity;
import dev.ferry.security.Security;
import dev.ferry.security.Xtls;
import dev.ferry.security.XtlsElement;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.List;
import java.util.Optional;

/**
 * The protections in use, and which of them to take with a peer.
 *
 * @param xtls registered is advertised: its features are what service discovery says
 */
public record SecurityChoice(Optional<Xtls> xtls) {
  public static SecurityChoice none() {
    return new SecurityChoice(Optional.empty());
  }

  List<String> features() {
    return xtls.map(Xtls::features).orElse(List.of());
  }

  /**
   * What protects an offer of ours.
   *
   * @throws NotSecured when the rule cannot be met with this peer
   */
  Security toOffer(Encrypt rule, PeerFeatures features, Jid to)
      throws NotSecured, InterruptedException {
    boolean able = xtls.isPresent() && features.have(XtlsElement.NAMESPACE);
    if (able && rule != Encrypt.OFF) {
      return xtls.orElseThrow().offering(to, features.have(XtlsElement.MUTUAL));
    }
    if (rule == Encrypt.REQUIRED) {
      throw new NotSecured(
          to + " cannot encrypt in a way known here. To send in clear all the same: --encrypt off");
    }
    return new PlainSecurity();
  }

  /**
   * What protects an offer of the peer's.
   *
   * @param offered its {@code security} element
   * @throws NotSecured when the rule cannot be met with this offer
   */
  Security toAnswer(Encrypt rule, Optional<Xml> offered, Jid from, long deadline)
      throws NotSecured, InterruptedException {
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
    return new PlainSecurity();
  }

  /** Whether a content can be received as far as its {@code security} element goes. */
  boolean knows(Optional<Xml> offered) {
    return offered.isEmpty() || (xtls.isPresent() && XtlsElement.isOne(offered.get()));
  }

  /** Of these routes, those that an offer's element protects. */
  List<Route> covered(Encrypt rule, Optional<Xml> offered, List<Route> allowed) {
    return rule == Encrypt.OFF || offered.isEmpty()
        ? allowed
        : allowed.stream().filter(route -> Xtls.covers(offered.get(), route)).toList();
  }

  /** What can be said of an offer before it is answered. */
  Assurance foreseen(Encrypt rule, Optional<Xml> offered, Jid from) {
    return rule == Encrypt.OFF
        ? Assurance.NONE
        : offered
            .flatMap(element -> xtls.map(known -> known.foreseen(from, element)))
            .orElse(Assurance.NONE);
  }
}
