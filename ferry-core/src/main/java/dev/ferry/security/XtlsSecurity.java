package dev.ferry.security;

import dev.ferry.Assurance;
import dev.ferry.Assurance.Encryption;
import dev.ferry.Assurance.Proof;
import dev.ferry.Route;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.security.Acquaintances.Accepted;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * XTLS in one session: TLS 1.3 with certificates whose fingerprints were exchanged. With other
 * clients than Ferry it is that of Gajim: only the side that was connected to shows a certificate,
 * and only direct connections are protected.
 */
final class XtlsSecurity implements Security {
  /** How long a client that was faster than its own answer is kept waiting. */
  private static final long AGREEMENT = 4_000_000_000L;

  private final Tasks tasks;
  private final Acquaintances acquaintances;
  private final OwnCertificate.Ready own;
  private final Jid peer;
  private final boolean mutual;
  private final Role relayed;
  private final Monitor monitor;
  private Optional<Accepted> expected;
  private Optional<String> violation = Optional.empty();

  /**
   * @param mutual whether both sides show a certificate on every connection
   * @param expected the peer's certificate, when it is agreed already: for an offer of the peer's
   */
  XtlsSecurity(
      Tasks tasks,
      Acquaintances acquaintances,
      OwnCertificate.Ready own,
      Jid peer,
      boolean mutual,
      Optional<Accepted> expected) {
    this.tasks = tasks;
    this.acquaintances = acquaintances;
    this.own = own;
    this.peer = peer;
    this.mutual = mutual;
    this.monitor = tasks.monitor();
    this.relayed = expected.isPresent() ? Role.SERVER : Role.CLIENT;
    this.expected = expected;
  }

  @Override
  public Optional<Xml> element() {
    return Optional.of(new XtlsElement(own.fingerprint(), mutual).write());
  }

  /** Over a relay nobody connects to the other; who opened the session is the client. */
  @Override
  public Role relayed() {
    return relayed;
  }

  @Override
  public boolean covers(Route route) {
    return mutual || route == Route.DIRECT;
  }

  @Override
  public boolean beneath() {
    return true;
  }

  @Override
  public boolean bothWays() {
    return true;
  }

  @Override
  public void agree(Optional<Xml> theirs, long deadline) throws NotSecured, InterruptedException {
    if (expected().isPresent()) {
      return;
    }
    Xml element =
        theirs
            .filter(XtlsElement::isOne)
            .orElseThrow(() ->
                new NotSecured(
                    peer
                        + " said that it can encrypt, but its answer does not: somebody on the way"
                        + " may have removed that. To send in clear all the same: --encrypt off"));
    XtlsElement answer =
        XtlsElement.read(element)
            .orElseThrow(() ->
                new NotSecured(peer + " answers with an encryption that is not understood here"));
    if (mutual && !answer.mutual()) {
      throw new NotSecured(
          peer + " said that it proves itself on every connection, but its answer does not");
    }
    Accepted accepted = acquaintances.judge(peer, answer, deadline);
    monitor.change(() -> expected = Optional.of(accepted));
  }

  @Override
  public ByteStream wrap(ByteStream raw, Role role) throws IOException, InterruptedException {
    TlsStream stream =
        switch (role) {
          case CLIENT -> TlsStream.over(raw, own.engines().client());
          case SERVER -> TlsStream.over(raw, own.engines().server(mutual));
        };
    if (role == Role.CLIENT || mutual) {
      monitor.await(() -> expected.isPresent(), tasks.in(AGREEMENT));
      requireExpected(stream, role);
    }
    return stream;
  }

  private void requireExpected(TlsStream stream, Role role) throws WrongCertificate {
    Optional<X509Certificate> shown = stream.peerCertificate();
    Optional<Accepted> right = expected();
    boolean fits =
        shown.isPresent() && right.filter(r -> r.announced().fits(shown.get())).isPresent();
    if (!fits) {
      String why = "its certificate is not the one that " + peer + " announced";
      if (role == Role.CLIENT) {
        monitor.change(() -> violation = Optional.of(why));
      }
      throw new WrongCertificate(why);
    }
  }

  @Override
  public Assurance settle(ByteStream stream) throws NotSecured {
    Accepted peers = expected().orElseThrow(() -> new NotSecured("nothing was agreed"));
    if (!(stream instanceof TlsStream tls)) {
      throw new NotSecured("the connection that was found is not encrypted");
    }
    acquaintances.met(peers);
    boolean proved = tls.peerCertificate().isPresent();
    return new Assurance(Encryption.XTLS, proved ? peers.proof() : Proof.SERVER);
  }

  private Optional<Accepted> expected() {
    List<Accepted> found = new ArrayList<>(1);
    monitor.change(() -> expected.ifPresent(found::add));
    return found.stream().findFirst();
  }

  @Override
  public Optional<String> violation() {
    List<String> found = new ArrayList<>(1);
    monitor.change(() -> violation.ifPresent(found::add));
    return found.stream().findFirst();
  }
}
