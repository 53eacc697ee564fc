package dev.ferry.openpgp;

import dev.ferry.Assurance.Proof;
import dev.ferry.port.Pins;
import dev.ferry.port.Pins.Pin;
import dev.ferry.port.Pins.Trust;
import dev.ferry.security.NotSecured;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which of somebody's published keys are used: the first ones of an account, then only
 * those known, until a person says that another is right. Any task may call.
 */
record Acquaintances(Pins pins) {
  /** A key, and how far it is known; empty when it is not to be used. */
  record Judged(Certificate certificate, Optional<Proof> proof) {}

  /** Judges all keys that an account publishes; new ones beside known ones are noted as refused. */
  List<Judged> judge(Jid account, List<Certificate> published) throws NotSecured {
    List<Pin> known = known(account);
    boolean stranger = known.stream().allMatch(p -> p.trust() == Trust.REFUSED);
    List<Judged> judged = new ArrayList<>();
    for (Certificate one : published) {
      Optional<Pin> pin =
          known.stream().filter(p -> p.fingerprint().equals(one.fingerprint())).findFirst();
      if (pin.isEmpty() && !stranger) {
        remember(new Pin(account, one.fingerprint(), Trust.REFUSED, false));
      }
      judged.add(
          new Judged(one, pin.isEmpty() && stranger ? Optional.of(Proof.FIRST_USE) : proof(pin)));
    }
    return judged;
  }

  private static Optional<Proof> proof(Optional<Pin> pin) {
    return pin.filter(p -> p.trust() != Trust.REFUSED).map(Acquaintances::proof);
  }

  private static Proof proof(Pin pin) {
    return pin.trust() == Trust.VERIFIED ? Proof.VERIFIED : Proof.PINNED;
  }

  /** Remembers a key that was used for the first time. */
  void met(Jid account, Judged judged) throws NotSecured {
    if (judged.proof().equals(Optional.of(Proof.FIRST_USE))) {
      remember(new Pin(account, judged.certificate().fingerprint(), Trust.FIRST_USE, false));
    }
  }

  /** The best that is known of any key of an account. */
  Proof best(Jid account) {
    return proofs(account).stream().max(Proof::compareTo).orElse(Proof.SERVER);
  }

  /** The least that is known of a key of an account that is in use. */
  Proof least(Jid account) {
    return proofs(account).stream().min(Proof::compareTo).orElse(Proof.FIRST_USE);
  }

  private List<Proof> proofs(Jid account) {
    try {
      return known(account).stream().flatMap(p -> proof(Optional.of(p)).stream()).toList();
    } catch (NotSecured unreadable) {
      return List.of();
    }
  }

  /** That somebody has a key which nobody here has said to be right. */
  static NotSecured strange(Jid account, Certificate key) {
    return new NotSecured(
        "the OpenPGP key of "
            + account.bare()
            + " is not the one known from before, so this may be somebody else. If "
            + account.bare()
            + " has a new key, compare the fingerprint "
            + Fingerprints.shown(key.fingerprint())
            + " with what ferry id shows there, then accept it: ferry contact verify "
            + account.bare()
            + " "
            + key.fingerprint());
  }

  private List<Pin> known(Jid account) throws NotSecured {
    try {
      return pins.of(account);
    } catch (IOException e) {
      throw new NotSecured(String.valueOf(e.getMessage()));
    }
  }

  private void remember(Pin pin) throws NotSecured {
    try {
      pins.remember(pin);
    } catch (IOException e) {
      throw new NotSecured("an OpenPGP key cannot be remembered here: " + e.getMessage());
    }
  }
}
