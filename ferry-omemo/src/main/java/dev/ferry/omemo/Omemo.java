package dev.ferry.omemo;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.Records;
import dev.ferry.port.World;
import dev.ferry.security.Envelope;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Pep;

/**
 * OMEMO as a kind of envelope: each account that opens it becomes, or goes on being, one OMEMO
 * device. Any task may call.
 *
 * @param records where its keys, its sessions and what it knows of others are kept
 */
public record Omemo(Records records) implements Envelope.Kind {
  @Override
  public Envelope open(World world, IqRouter router, Pep pep, TaskScope scope) {
    KeyRecords keys = new KeyRecords(records, pep.self().bare());
    DeviceLists lists = new DeviceLists(world.tasks(), pep);
    Announcement announcement = new Announcement(world, pep, keys, lists);
    SessionCare care = new SessionCare(router, keys, lists, world.random());
    Keeper keeper = new Keeper(world, router, lists, care, announcement);
    keeper.start(scope);
    return new OmemoEnvelope(keys, lists, new Sealing(keys, lists, world.random()), keeper);
  }
}
