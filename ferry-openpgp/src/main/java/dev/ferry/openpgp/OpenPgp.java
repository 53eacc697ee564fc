package dev.ferry.openpgp;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.Pins;
import dev.ferry.port.World;
import dev.ferry.security.Envelope;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Pep;
import java.time.InstantSource;

/**
 * OpenPGP for one account.
 *
 * @param own the account's key
 * @param pins what is known of the keys of others; of no other kind of key
 * @param clock the time of day, which messages carry
 */
public record OpenPgp(OwnKey own, Pins pins, InstantSource clock) implements Envelope.Kind {
  @Override
  public Envelope open(World world, IqRouter router, Pep pep, TaskScope scope) {
    return new OpenPgpEnvelope(world, own, new Acquaintances(pins), clock, pep, scope);
  }
}
