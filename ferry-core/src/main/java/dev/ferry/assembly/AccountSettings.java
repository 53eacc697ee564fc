package dev.ferry.assembly;

import dev.ferry.ice.server.TlsLayer;
import dev.ferry.identity.ContactDesk;
import dev.ferry.negotiation.Paces;
import dev.ferry.port.OfferLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How a device of an account without a server behaves.
 *
 * @param ice what helps to connect through NATs
 * @param log keeps what is offered, so that it can be asked for again
 * @param answers whether those who ask for a connection are answered now; where several programs
 *     are one device, one of them does. May look at a file; asked on any task
 * @param contacts is told what comes of requests to be contacts, on a task of its own
 * @param desk is given, as the device opens, who carries out what the user decides about contacts
 * @param patience how long opening waits until others can find this device
 * @param paces how fast bytes may pass; without limits if not said
 */
public record AccountSettings(
    IceHelp ice,
    OfferLog log,
    BooleanSupplier answers,
    Consumer<ContactDesk.Outcome> contacts,
    Consumer<ContactDesk> desk,
    Duration patience,
    Optional<Paces> paces) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Of a device that knows no servers, keeps nothing of what it offers, and answers everybody. */
  public static AccountSettings standard() {
    return new AccountSettings(
        new IceHelp(List.of(), TlsLayer.NONE, List.of()),
        OfferLog.none(),
        () -> true,
        _ -> {},
        _ -> {},
        PATIENCE,
        Optional.empty());
  }

  public AccountSettings with(IceHelp help) {
    return new AccountSettings(help, log, answers, contacts, desk, patience, paces);
  }

  public AccountSettings with(OfferLog other) {
    return new AccountSettings(ice, other, answers, contacts, desk, patience, paces);
  }

  /** The same, answering those who ask for a connection only while that is so. */
  public AccountSettings answering(BooleanSupplier now) {
    return new AccountSettings(ice, log, now, contacts, desk, patience, paces);
  }

  /** The same, telling of requests to be contacts. */
  public AccountSettings telling(Consumer<ContactDesk.Outcome> whom) {
    return new AccountSettings(ice, log, answers, whom, desk, patience, paces);
  }

  /** The same, giving away who carries out decisions about contacts. */
  public AccountSettings lending(Consumer<ContactDesk> whom) {
    return new AccountSettings(ice, log, answers, contacts, whom, patience, paces);
  }

  /** The same, no faster than that. */
  public AccountSettings paced(Paces both) {
    return new AccountSettings(ice, log, answers, contacts, desk, patience, Optional.of(both));
  }

  public AccountSettings waiting(Duration atMost) {
    return new AccountSettings(ice, log, answers, contacts, desk, atMost, paces);
  }
}
