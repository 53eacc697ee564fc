package dev.ferry.openpgp;

import dev.ferry.Assurance.Encryption;
import dev.ferry.Assurance.Proof;
import dev.ferry.machine.TaskScope;
import dev.ferry.openpgp.Acquaintances.Judged;
import dev.ferry.port.Monitor;
import dev.ferry.port.World;
import dev.ferry.security.Envelope;
import dev.ferry.security.NotSecured;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.Pep;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * OpenPGP as an envelope (XEP-0373): the secret is signed by this account's key and encrypted for
 * all keys of the peer's that are trusted. There is no forward secrecy: who gets the peer's key one
 * day can open what was recorded before.
 */
final class OpenPgpEnvelope implements Envelope {
  private static final System.Logger LOG = System.getLogger(OpenPgpEnvelope.class.getName());
  private static final long PUBLISHING = 60_000_000_000L;
  private static final Duration SKEW = Duration.ofDays(1);
  private static final int LONGEST = 64 << 10;
  private static final int MOST_OPENED = 1024;
  private static final int PADDING = 64;

  private final World world;
  private final OwnKey own;
  private final InstantSource clock;
  private final PublishedKeys published;
  private final Acquaintances acquaintances;
  private final Jid self;
  private final Monitor monitor;
  private final SequencedSet<String> opened = new LinkedHashSet<>();

  OpenPgpEnvelope(
      World world,
      OwnKey own,
      Acquaintances acquaintances,
      InstantSource clock,
      Pep pep,
      TaskScope scope) {
    this.world = world;
    this.own = own;
    this.clock = clock;
    this.acquaintances = acquaintances;
    this.published = new PublishedKeys(world.tasks(), pep);
    this.self = pep.self();
    this.monitor = world.tasks().monitor();
    scope.fork("publish the OpenPGP key", this::publish);
  }

  private void publish() throws InterruptedException {
    published
        .publish(Certificate.of(own.certificate()), clock.instant(), world.tasks().in(PUBLISHING))
        .ifPresent(why ->
            LOG.log(System.Logger.Level.WARNING, "the OpenPGP key is not published: " + why));
  }

  @Override
  public Encryption encryption() {
    return Encryption.OPENPGP;
  }

  @Override
  public String namespace() {
    return PublishedKeys.NAMESPACE;
  }

  @Override
  public String feature() {
    return SignCrypt.NAMESPACE;
  }

  @Override
  public List<String> features() {
    return List.of();
  }

  @Override
  public int commonKeyLength() {
    return 32;
  }

  @Override
  public boolean reaches(Jid peer, long deadline) throws InterruptedException {
    try {
      return !published.of(peer, deadline).isEmpty();
    } catch (NotSecured unanswered) {
      return false;
    }
  }

  @Override
  public Sealed seal(Jid peer, Secret secret, String session, long deadline)
      throws NotSecured, InterruptedException {
    List<Certificate> keys = published.of(peer, deadline);
    if (keys.isEmpty()) {
      throw new NotSecured(peer.bare() + " publishes no OpenPGP key that can be used");
    }
    List<Judged> judged = acquaintances.judge(peer, keys);
    List<Judged> trusted = judged.stream().filter(j -> j.proof().isPresent()).toList();
    if (trusted.isEmpty()) {
      throw Acquaintances.strange(peer, keys.getFirst());
    }
    var content = new SignCrypt(peer.bare(), clock.instant(), session, secret);
    byte[] sealed =
        Message.seal(
            content.write(padding()), own, trusted.stream().map(Judged::certificate).toList());
    for (Judged one : trusted) {
      acquaintances.met(peer, one);
    }
    Xml element =
        Xml.of("openpgp", namespace()).withText(Base64.getEncoder().encodeToString(sealed));
    Proof least =
        trusted.stream().flatMap(j -> j.proof().stream()).min(Proof::compareTo).orElseThrow();
    return new Sealed(element, least);
  }

  private String padding() {
    byte[] length = new byte[1];
    world.random().fill(length);
    return world.random().token(1 + Math.floorMod(length[0], PADDING));
  }

  @Override
  public Opened open(Jid peer, Xml element, String session, long deadline)
      throws NotSecured, InterruptedException {
    byte[] sealed = sealed(peer, element);
    List<Judged> judged = acquaintances.judge(peer, published.of(peer, deadline));
    Message message = Message.open(sealed, own, judged.stream().map(Judged::certificate).toList());
    Judged signer =
        judged.stream()
            .filter(j -> message.signer().equals(Optional.of(j.certificate())))
            .findFirst()
            .orElseThrow(() ->
                new NotSecured(
                    "an OpenPGP message that came from "
                        + peer
                        + " is not signed by a key that "
                        + peer.bare()
                        + " publishes: it may be from somebody else"));
    if (signer.proof().isEmpty()) {
      throw Acquaintances.strange(peer, signer.certificate());
    }
    SignCrypt content =
        SignCrypt.read(message.text(), self)
            .orElseThrow(() ->
                new NotSecured(
                    "an OpenPGP message of " + peer + " holds no key, or one for somebody else"));
    require(peer, content, session);
    acquaintances.met(peer, signer);
    return new Opened(content.secret(), signer.proof().get());
  }

  private static byte[] sealed(Jid peer, Xml element) throws NotSecured {
    try {
      if (element.name().equals("openpgp") && element.text().length() <= LONGEST) {
        return Base64.getDecoder().decode(element.text().replaceAll("\\s", ""));
      }
    } catch (IllegalArgumentException noBase64) {
      // Said below.
    }
    throw new NotSecured("what " + peer + " sent is no OpenPGP message");
  }

  /** Against envelopes that are kept by somebody and sent again. */
  private void require(Jid peer, SignCrypt content, String session) throws NotSecured {
    Duration age = Duration.between(content.time(), clock.instant());
    if (age.abs().compareTo(SKEW) > 0) {
      throw new NotSecured(
          "the OpenPGP message of "
              + peer
              + " was made at "
              + content.time()
              + ", but offers are answered at once: is the time right on both devices?");
    }
    boolean[] first = {false};
    monitor.change(() -> {
      first[0] = opened.add(peer.bare() + " " + content.session());
      if (opened.size() > MOST_OPENED) {
        opened.removeFirst();
      }
    });
    if (!content.session().equals(session) || !first[0]) {
      throw new NotSecured(
          "the OpenPGP message of "
              + peer
              + " belongs to another session: somebody on the way may send it again");
    }
  }

  @Override
  public Proof best(Jid peer) {
    return acquaintances.best(peer);
  }

  @Override
  public Proof foreseen(Jid peer, Xml element) {
    return acquaintances.least(peer);
  }
}
