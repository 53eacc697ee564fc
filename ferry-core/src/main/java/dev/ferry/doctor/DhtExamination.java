package dev.ferry.doctor;

import dev.ferry.dht.DhtException;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.node.NodeDht;
import dev.ferry.dht.node.NodeStats;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.Directory;
import dev.ferry.identity.Directory.Roster;
import dev.ferry.port.World;
import java.util.ArrayList;
import java.util.List;

/**
 * Examines whether the DHT can be entered, by nodes that are named or by those nearby, and what it
 * knows of an account that needs no server. For one task.
 */
public final class DhtExamination {
  private static final long MILLI = 1_000_000L;
  private static final long PATIENCE = 8_000 * MILLI;

  private final World world;
  private final DhtNode node;

  /**
   * @param node was just started; whoever started it closes it
   */
  public DhtExamination(World world, DhtNode node) {
    this.world = world;
    this.node = node;
  }

  /**
   * Waits until some node answers, then looks the account up.
   *
   * @param device this device of it, by its long id
   */
  public List<Fact> examine(AccountId account, String device) throws InterruptedException {
    long start = world.tasks().now();
    if (!node.awaitConnected(world.tasks().in(PATIENCE))) {
      return List.of(new Fact.DhtSilent(since(start)));
    }
    List<Fact> facts = new ArrayList<>();
    try {
      NodeStats stats = node.stats(world.tasks().in(PATIENCE));
      facts.add(new Fact.DhtEntered(stats.ipv4().good() + stats.ipv6().good(), since(start)));
      long asked = world.tasks().now();
      // Closed with the node.
      Roster roster =
          new Directory(new NodeDht(node, world.random()), world.tasks())
              .devicesOf(account, world.tasks().in(PATIENCE));
      boolean here = roster.chains().stream().anyMatch(c -> c.device().longId().equals(device));
      facts.add(new Fact.AccountInDht(account, roster.chains().size(), here, since(asked)));
    } catch (DhtException e) {
      facts.add(new Fact.DhtSilent(since(start)));
    }
    return facts;
  }

  private long since(long start) {
    return (world.tasks().now() - start) / MILLI;
  }
}
