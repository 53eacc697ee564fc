package dev.ferry.security;

import dev.ferry.Assurance.Proof;
import dev.ferry.port.Pins;
import dev.ferry.port.Pins.Pin;
import dev.ferry.port.Pins.Trust;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.xmpp.IqRouter;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Decides whose certificate is taken: each device's first one, until a person has compared one of
 * that account; from then on only those that a person says are right. A device that shows another
 * certificate than before is refused at any time. Any task may call; both methods may wait.
 */
record Acquaintances(IqRouter router, Pins pins) {
  /** So many devices of an account are taken without a person. */
  private static final int MOST_DEVICES = 8;

  /**
   * A certificate that may be used.
   *
   * @param announced the digest the peer gave of it
   * @param pin how it is or will be remembered
   */
  record Accepted(Fingerprint announced, Pin pin, Proof proof) {}

  /**
   * Judges what a peer announces.
   *
   * @param deadline for the peer's answer, if it must be asked
   * @throws NotSecured when the certificate is not to be used
   */
  Accepted judge(Jid peer, XtlsElement announced, long deadline)
      throws NotSecured, InterruptedException {
    List<Pin> known = known(peer);
    Optional<Pin> pin = find(known, announced.fingerprint());
    Optional<Pin> trusted = pin.filter(p -> p.trust() != Trust.REFUSED);
    if (trusted.isPresent()) {
      return accepted(announced, trusted.get());
    }
    X509Certificate certificate = ask(peer, announced.fingerprint(), deadline);
    Fingerprint print = Fingerprint.of(certificate);
    Optional<Pin> meanwhile = find(known, print).filter(p -> p.trust() != Trust.REFUSED);
    if (meanwhile.isPresent()) {
      return accepted(announced, meanwhile.get());
    }
    if (pin.isPresent() || !mayBeMet(peer, known)) {
      remember(new Pin(peer, print.text(), Trust.REFUSED, announced.mutual()));
      throw new NotSecured(
          "the certificate of "
              + peer.bare()
              + " is not the one known from before, so this may be somebody else. If "
              + peer.bare()
              + " has a new device or program, compare the fingerprint "
              + print
              + " with what ferry id shows there, then accept it: ferry contact verify "
              + peer.bare()
              + " "
              + print);
    }
    Pin first = new Pin(peer, print.text(), Trust.FIRST_USE, announced.mutual());
    return new Accepted(announced.fingerprint(), first, Proof.FIRST_USE);
  }

  /**
   * Whether a certificate that is not known may be taken for that of another device of an account.
   */
  private static boolean mayBeMet(Jid peer, List<Pin> known) {
    List<Pin> trusted = known.stream().filter(p -> p.trust() != Trust.REFUSED).toList();
    boolean compared = trusted.stream().anyMatch(p -> p.trust() == Trust.VERIFIED);
    boolean changed =
        trusted.stream()
            .map(Pin::resource)
            .anyMatch(device -> device.isEmpty() || device.equals(peer.resource()));
    return !compared && !changed && trusted.size() < MOST_DEVICES;
  }

  /** What a peer's announcement will come to, as far as it is known without asking. */
  Proof foreseen(Jid peer, XtlsElement announced) {
    try {
      return find(known(peer), announced.fingerprint())
          .map(p -> p.trust() == Trust.VERIFIED ? Proof.VERIFIED : Proof.PINNED)
          .orElse(Proof.FIRST_USE);
    } catch (NotSecured unreadable) {
      return Proof.FIRST_USE;
    }
  }

  /** The best that is known of any certificate of an account. */
  Proof best(Jid peer) {
    try {
      List<Pin> trusted = known(peer).stream().filter(p -> p.trust() != Trust.REFUSED).toList();
      boolean verified = trusted.stream().anyMatch(p -> p.trust() == Trust.VERIFIED);
      return verified ? Proof.VERIFIED : trusted.isEmpty() ? Proof.SERVER : Proof.PINNED;
    } catch (NotSecured unreadable) {
      return Proof.SERVER;
    }
  }

  /** Remembers a certificate that was met for the first time and has now been used. */
  void met(Accepted accepted) throws NotSecured {
    if (accepted.proof() == Proof.FIRST_USE) {
      remember(accepted.pin());
    }
  }

  private static Accepted accepted(XtlsElement announced, Pin pin) throws NotSecured {
    if (pin.mutual() && !announced.mutual()) {
      throw new NotSecured(
          "the device of "
              + pin.account()
              + " used to prove itself on every connection and now does not: somebody on the way"
              + " may have changed its offer");
    }
    Proof proof = pin.trust() == Trust.VERIFIED ? Proof.VERIFIED : Proof.PINNED;
    return new Accepted(announced.fingerprint(), pin, proof);
  }

  private static Optional<Pin> find(List<Pin> known, Fingerprint print) {
    return known.stream().filter(p -> p.fingerprint().equals(print.text())).findFirst();
  }

  private X509Certificate ask(Jid peer, Fingerprint announced, long deadline)
      throws NotSecured, InterruptedException {
    Iq.Reply reply = router.request(peer, Iq.Type.GET, PublishedKeys.request(), deadline);
    return switch (reply) {
      case Iq.Reply.Result(var payload) ->
          payload.map(PublishedKeys::read).orElse(List.of()).stream()
              .filter(announced::fits)
              .findFirst()
              .orElseThrow(() ->
                  new NotSecured(
                      "the certificate that "
                          + peer
                          + " hands out is not the one it announced: somebody on the way may have"
                          + " changed one of them"));
      case Iq.Reply.Refused(var error) ->
          throw new NotSecured(peer + " does not hand out its certificate: " + error);
      case Iq.Reply.Unanswered(String why) ->
          throw new NotSecured(peer + " did not hand out its certificate: " + why);
    };
  }

  private List<Pin> known(Jid peer) throws NotSecured {
    try {
      return pins.of(peer);
    } catch (IOException e) {
      throw new NotSecured(String.valueOf(e.getMessage()));
    }
  }

  private void remember(Pin pin) throws NotSecured {
    try {
      pins.remember(pin);
    } catch (IOException e) {
      throw new NotSecured("a certificate cannot be remembered here: " + e.getMessage());
    }
  }
}
