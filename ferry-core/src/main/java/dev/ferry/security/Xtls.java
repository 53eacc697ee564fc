package dev.ferry.security;

import dev.ferry.Assurance;
import dev.ferry.Assurance.Encryption;
import dev.ferry.Assurance.Proof;
import dev.ferry.Route;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.Keyring;
import dev.ferry.port.Tasks;
import dev.ferry.security.Acquaintances.Accepted;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.IqRouter;
import java.util.List;
import java.util.Optional;

/** XTLS on one account: what it announces, hands out and agrees on. Any task may call. */
public final class Xtls {
  private final Tasks tasks;
  private final OwnCertificate own;
  private final Acquaintances acquaintances;

  /**
   * Begins to hand out this device's certificate.
   *
   * @param scope holds what runs beside
   */
  public Xtls(Tasks tasks, IqRouter router, Keyring keyring, TaskScope scope) {
    this.tasks = tasks;
    this.own = new OwnCertificate(tasks, router, keyring.identity(), scope);
    this.acquaintances = new Acquaintances(router, keyring.pins());
  }

  /** What service discovery says. */
  public List<String> features() {
    return List.of(XtlsElement.NAMESPACE, XtlsElement.MUTUAL);
  }

  /**
   * Protects what is offered to a peer.
   *
   * @param mutual whether the peer says that it proves itself on every connection
   */
  public Security offering(Jid peer, boolean mutual) throws NotSecured, InterruptedException {
    return new XtlsSecurity(tasks, acquaintances, own.get(), peer, mutual, Optional.empty());
  }

  /**
   * Protects what a peer offers; asks it for its certificate, unless that is known.
   *
   * @param offered an element for which {@link XtlsElement#isOne} holds
   * @param deadline a value of {@link Tasks#now}
   * @throws NotSecured when the peer's certificate is not to be used
   */
  public Security answering(Jid peer, Xml offered, long deadline)
      throws NotSecured, InterruptedException {
    XtlsElement theirs =
        XtlsElement.read(offered)
            .orElseThrow(
                () -> new NotSecured(peer + " offers an encryption that is not understood here"));
    Accepted accepted = acquaintances.judge(peer, theirs, deadline);
    return new XtlsSecurity(
        tasks, acquaintances, own.get(), peer, theirs.mutual(), Optional.of(accepted));
  }

  /** The best that is known of any certificate of an account. */
  public Proof best(Jid peer) {
    return acquaintances.best(peer);
  }

  /** Whether an offer's element protects bytes that go this way. */
  public static boolean covers(Xml offered, Route route) {
    return route == Route.DIRECT || XtlsElement.isMutual(offered);
  }

  /** What can be said of an offer before it is answered. */
  public Assurance foreseen(Jid peer, Xml offered) {
    return XtlsElement.read(offered)
        .map(e -> new Assurance(Encryption.XTLS, acquaintances.foreseen(peer, e)))
        .orElse(Assurance.NONE);
  }
}
