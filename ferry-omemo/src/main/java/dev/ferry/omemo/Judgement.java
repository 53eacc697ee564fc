package dev.ferry.omemo;

import dev.ferry.Assurance.Proof;
import dev.ferry.omemo.PeerKeys.Met;
import dev.ferry.security.NotSecured;
import dev.ferry.stanza.Jid;

/** What is said of keys, and what follows from the trust in them. */
final class Judgement {
  private Judgement() {}

  /** What may be shown of a peer with that key. */
  static Proof proof(Met met) {
    return switch (met.trust()) {
      case VERIFIED -> Proof.VERIFIED;
      case BLIND, UNDECIDED, UNTRUSTED -> met.fresh() ? Proof.FIRST_USE : Proof.PINNED;
    };
  }

  static NotSecured undecided(Jid account, KeyPrint key) {
    return new NotSecured(
        "a device of "
            + account.bare()
            + " has a key that nobody here has compared, though others of that account were: "
            + key
            + ". Ask its owner whether ferry id, or the other program's list of devices, shows this"
            + " fingerprint there, then accept it: ferry contact verify "
            + account.bare()
            + " "
            + key.digits()
            + ", or leave that device out: add --reject");
  }

  static NotSecured untrusted(Jid account, KeyPrint key) {
    return new NotSecured(
        "this was sealed by a device of "
            + account.bare()
            + " that was rejected here: "
            + key
            + ". To take it after all: ferry contact verify "
            + account.bare()
            + " "
            + key.digits());
  }

  static NotSecured tooMany(Jid account) {
    return new NotSecured(
        account.bare()
            + " has shown more than "
            + PeerKeys.MOST_KEYS
            + " keys; a further one is not believed");
  }
}
