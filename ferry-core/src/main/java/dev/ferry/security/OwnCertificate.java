package dev.ferry.security;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.Identity;
import dev.ferry.port.Identity.Credentials;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.StanzaError;
import dev.ferry.xmpp.IqRouter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * This device's certificate: read or made beside everything else, handed to peers that ask for it,
 * and to whoever needs it here, who waits until it is there. Any task may call.
 */
final class OwnCertificate {
  private static final long MAKING = 60_000_000_000L;
  private static final int MOST_WAITING = 64;
  private static final StanzaError NONE = StanzaError.of("wait", "internal-server-error");

  /** The certificate in use. */
  record Ready(Credentials credentials, TlsEngines engines) {
    Fingerprint fingerprint() {
      return Fingerprint.of(credentials.certificate());
    }
  }

  private final Tasks tasks;
  private final IqRouter router;
  private final Identity identity;
  private final Monitor monitor;
  private final List<Iq> waiting = new ArrayList<>();
  private Optional<Ready> ready = Optional.empty();
  private Optional<String> failed = Optional.empty();

  /**
   * @param scope holds the task that reads or makes it
   */
  OwnCertificate(Tasks tasks, IqRouter router, Identity identity, TaskScope scope) {
    this.tasks = tasks;
    this.router = router;
    this.identity = identity;
    this.monitor = tasks.monitor();
    router.serve(PublishedKeys.NAME, PublishedKeys.NAMESPACE, this::asked);
    scope.fork("own certificate", this::load);
  }

  private void load() throws InterruptedException {
    try {
      Credentials own = identity.credentials();
      Ready made = new Ready(own, TlsEngines.of(own));
      monitor.change(() -> ready = Optional.of(made));
    } catch (IOException e) {
      monitor.change(() -> failed = Optional.of(String.valueOf(e.getMessage())));
    }
    List<Iq> all = new ArrayList<>();
    monitor.change(() -> {
      all.addAll(waiting);
      waiting.clear();
    });
    all.forEach(this::answer);
  }

  /** A peer asks; runs on the router's task. */
  private void asked(Iq request) {
    boolean[] later = {false};
    monitor.change(() ->
        later[0] =
            ready.isEmpty()
                && failed.isEmpty()
                && waiting.size() < MOST_WAITING
                && waiting.add(request));
    if (!later[0]) {
      answer(request);
    }
  }

  private void answer(Iq request) {
    router.answer(
        now()
            .map(own -> request.result(PublishedKeys.write(own.credentials().certificate())))
            .orElseGet(() -> request.refusal(NONE)));
  }

  private Optional<Ready> now() {
    List<Ready> found = new ArrayList<>(1);
    monitor.change(() -> ready.ifPresent(found::add));
    return found.stream().findFirst();
  }

  /**
   * Waits until it is there.
   *
   * @throws NotSecured when there is none
   */
  Ready get() throws NotSecured, InterruptedException {
    monitor.await(() -> ready.isPresent() || failed.isPresent(), tasks.in(MAKING));
    Optional<Ready> found = now();
    if (found.isEmpty()) {
      List<String> why = new ArrayList<>(1);
      monitor.change(() -> failed.ifPresent(why::add));
      throw new NotSecured(
          why.isEmpty() ? "this device's certificate is not ready yet; try again" : why.getFirst());
    }
    return found.get();
  }
}
