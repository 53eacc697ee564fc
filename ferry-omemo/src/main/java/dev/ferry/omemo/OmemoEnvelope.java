package dev.ferry.omemo;

import dev.ferry.Assurance.Encryption;
import dev.ferry.Assurance.Proof;
import dev.ferry.omemo.KeyTransport.Key;
import dev.ferry.omemo.PeerKeys.Met;
import dev.ferry.omemo.SessionSteps.Outcome;
import dev.ferry.security.Envelope;
import dev.ferry.security.NotSecured;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The envelope of XEP-0396: an OMEMO element without a payload. */
final class OmemoEnvelope implements Envelope {
  private static final String FEATURE = "urn:xmpp:jingle:jet-omemo:0";
  private static final int KEY = 16;
  private static final int LONG_KEY = 32;

  private final KeyRecords records;
  private final DeviceLists lists;
  private final Sealing sealing;
  private final Keeper keeper;

  OmemoEnvelope(KeyRecords records, DeviceLists lists, Sealing sealing, Keeper keeper) {
    this.records = records;
    this.lists = lists;
    this.sealing = sealing;
    this.keeper = keeper;
  }

  @Override
  public Encryption encryption() {
    return Encryption.OMEMO;
  }

  @Override
  public String namespace() {
    return Wire.NAMESPACE;
  }

  @Override
  public String feature() {
    return FEATURE;
  }

  @Override
  public List<String> features() {
    return List.of(DeviceList.NODE + "+notify");
  }

  @Override
  public int commonKeyLength() {
    return KEY;
  }

  @Override
  public boolean reaches(Jid peer, long deadline) throws InterruptedException {
    try {
      int mine = keeper.device(deadline);
      return !others(peer, lists.expected(peer, deadline), mine).isEmpty();
    } catch (NotSecured unknown) {
      return false;
    }
  }

  @Override
  public Sealed seal(Jid peer, Secret secret, String session, long deadline)
      throws NotSecured, InterruptedException {
    int mine = keeper.device(deadline);
    DeviceList list = lists.of(peer, deadline);
    if (list.excess() > 0) {
      throw new NotSecured(
          peer.bare()
              + " claims to have "
              + (list.ids().size() + list.excess())
              + " devices with OMEMO, and more than "
              + DeviceList.MOST
              + " are not believed. Somebody may have tampered with that list; its owner can clear"
              + " it in the settings of a chat program");
    }
    Sealing.Result theirs =
        sealing.seal(peer, others(peer, list, mine), secret.key(), true, deadline);
    if (theirs.undecided().isPresent()) {
      throw Judgement.undecided(peer, theirs.undecided().get());
    }
    if (theirs.proof().isEmpty()) {
      throw new NotSecured(
          "no device of "
              + peer.bare()
              + " can be given the key with OMEMO: "
              + (theirs.left().isEmpty() ? "it has none" : String.join(", ", theirs.left())));
    }
    List<Key> keys = new ArrayList<>(theirs.keys());
    keys.addAll(ours(peer, mine, secret.key(), deadline));
    Xml element = new KeyTransport(mine, keys, secret.iv(), false).write();
    return new Sealed(element, theirs.proof().get());
  }

  /** Of a list, the devices that are not this one. */
  private Set<Integer> others(Jid account, DeviceList list, int mine) {
    Set<Integer> ids = new LinkedHashSet<>(list.ids());
    if (account.bare().equals(records.self())) {
      ids.remove(mine);
    }
    return ids;
  }

  /** The own other devices get the key too; one that cannot have it is no reason to stop. */
  private List<Key> ours(Jid peer, int mine, byte[] secret, long deadline)
      throws InterruptedException {
    Jid self = records.self();
    if (peer.bare().equals(self)) {
      return List.of();
    }
    try {
      Set<Integer> ids = others(self, lists.of(self, deadline), mine);
      return sealing.seal(self, ids, secret, false, deadline).keys();
    } catch (NotSecured without) {
      return List.of();
    }
  }

  @Override
  public Opened open(Jid peer, Xml element, String session, long deadline)
      throws NotSecured, InterruptedException {
    KeyTransport sealed =
        KeyTransport.read(element)
            .orElseThrow(() -> new NotSecured("the envelope of " + peer + " cannot be read"));
    int mine = keeper.device(deadline);
    Optional<Key> key = sealed.of(mine);
    if (key.isEmpty()) {
      keeper.announceSoon();
      throw NotSecured.forNow(
          peer
              + " has not sealed this for this device, which is number "
              + mine
              + " of its account: it may not have heard of it yet. It is announced again; if this"
              + " is not sent once more by itself, ask for that");
    }
    Chore.Answer answer = new Chore.Answer(peer.bare(), sealed.sender());
    Read read = records.step(peer, desk -> open(desk, peer, sealed.sender(), key.get()));
    if (read.broken().isPresent()) {
      throw broken(answer, read.broken().get(), deadline);
    }
    if (read.renew()) {
      keeper.announceSoon();
    }
    if (read.answer()) {
      keeper.give(answer);
    }
    return new Opened(new Secret(read.secret(), sealed.iv()), read.proof());
  }

  /** Mends first, so that the peer knows of the new session when it learns of the refusal. */
  private NotSecured broken(Chore.Answer of, String why, long deadline)
      throws NotSecured, InterruptedException {
    boolean told = keeper.mend(new Chore.Mend(of.account(), of.device()), deadline);
    String what =
        "the key from device "
            + of.device()
            + " of "
            + of.account()
            + " cannot be opened: "
            + why
            + ". ";
    return told
        ? NotSecured.forNow(
            what
                + "A new session was set up; if this is not sent once more by itself, ask for that")
        : new NotSecured(what + "Ask to have this sent once more in a minute");
  }

  /** What opening came to: a secret, or why there was none and a new session is needed. */
  private record Read(
      byte[] secret, Proof proof, boolean answer, boolean renew, Optional<String> broken) {}

  private static Read open(KeyRecords.Desk desk, Jid peer, int sender, Key key)
      throws IOException, NotSecured {
    return switch (desk.steps().open(sender, key)) {
      case Outcome.Broken(String why) ->
          new Read(new byte[0], Proof.SERVER, false, false, Optional.of(why));
      case Outcome.Replayed _ ->
          throw new NotSecured(
              "the envelope of " + peer + " was opened before: somebody has sent it a second time");
      case Outcome.Malformed(String why) ->
          throw new NotSecured("the envelope of " + peer + " is refused: " + why);
      case Outcome.Read(byte[] secret, KeyPrint by, boolean begun) -> {
        Met met = desk.peer().meet(by).orElseThrow(() -> Judgement.tooMany(peer));
        switch (met.trust()) {
          case UNTRUSTED -> throw Judgement.untrusted(peer, by);
          case UNDECIDED -> {
            desk.keepOnly(by);
            throw Judgement.undecided(peer, by);
          }
          case BLIND, VERIFIED -> desk.keep();
        }
        if (secret.length != KEY && secret.length != LONG_KEY) {
          throw new NotSecured(
              "the envelope of " + peer + " holds a key of " + secret.length + " bytes");
        }
        boolean renew = desk.steps().own().preKeys().size() < OwnKeys.PRE_KEYS;
        yield new Read(secret, Judgement.proof(met), begun, renew, Optional.empty());
      }
    };
  }

  @Override
  public Proof foreseen(Jid peer, Xml element) {
    try {
      return KeyTransport.read(element)
          .map(sealed -> foreseen(peer, sealed))
          .orElse(Optional.empty())
          .orElse(Proof.FIRST_USE);
    } catch (RuntimeException unsound) {
      return Proof.FIRST_USE;
    }
  }

  @Override
  public boolean wouldOpen(Jid peer, Xml refused, long since, long deadline)
      throws InterruptedException {
    if (keeper.hasBegun(peer.bare(), since)) {
      return true;
    }
    try {
      Set<Integer> left = others(peer, lists.ask(peer, deadline), keeper.device(deadline));
      KeyTransport.read(refused)
          .ifPresent(sealed -> sealed.keys().forEach(k -> left.remove(k.device())));
      for (int device : left) {
        Optional<Bundle> bundle = lists.freshBundle(peer, device, deadline);
        if (bundle.isPresent() && lets(peer, KeyPrint.of(bundle.get().identity()))) {
          return true;
        }
      }
    } catch (NotSecured unanswered) {
      return false;
    }
    return false;
  }

  private boolean lets(Jid peer, KeyPrint print) throws NotSecured {
    return records.step(peer, desk -> desk.peer().judge(print).trust().lets());
  }

  @Override
  public Proof best(Jid peer) {
    try {
      Collection<Trust> trusts = records.known(peer).keys().values();
      if (trusts.contains(Trust.VERIFIED)) {
        return Proof.VERIFIED;
      }
      return trusts.contains(Trust.BLIND) ? Proof.PINNED : Proof.SERVER;
    } catch (IOException unreadable) {
      return Proof.SERVER;
    }
  }

  private Optional<Proof> foreseen(Jid peer, KeyTransport sealed) {
    try {
      return records.step(
          peer,
          desk ->
              sealed
                  .of(desk.steps().own().device())
                  .flatMap(key -> desk.steps().sender(sealed.sender(), key))
                  .map(by -> Judgement.proof(desk.peer().judge(by))));
    } catch (NotSecured unreadable) {
      return Optional.empty();
    }
  }
}
