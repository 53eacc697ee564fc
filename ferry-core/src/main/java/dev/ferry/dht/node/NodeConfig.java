package dev.ferry.dht.node;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.ValueTypes;
import dev.ferry.port.Randomness;

/**
 * What a node is like.
 *
 * @param network nodes of other networks are strangers; 0 is the network of all
 * @param client whether it asks others and keeps nothing for them: for short runs
 * @param storage bytes that it keeps for others at most
 * @param types the types of values that it knows
 */
public record NodeConfig(
    InfoHash id, long network, boolean client, long storage, ValueTypes types) {
  private static final long STORAGE = 64L << 20;

  public NodeConfig {
    if (network < 0 || network > 0xffff_ffffL || storage < 0 || id.isZero()) {
      throw new IllegalArgumentException("no such node");
    }
  }

  /** A full node with an id by chance. */
  public static NodeConfig full(Randomness random) {
    return new NodeConfig(InfoHash.random(random), 0, false, STORAGE, ValueTypes.standard());
  }

  /** A node that only asks. */
  public static NodeConfig light(Randomness random) {
    return new NodeConfig(InfoHash.random(random), 0, true, 0, ValueTypes.standard());
  }

  public NodeConfig withId(InfoHash other) {
    return new NodeConfig(other, network, client, storage, types);
  }

  public NodeConfig withNetwork(long other) {
    return new NodeConfig(id, other, client, storage, types);
  }

  public NodeConfig withStorage(long bytes) {
    return new NodeConfig(id, network, client, bytes, types);
  }

  public NodeConfig withTypes(ValueTypes other) {
    return new NodeConfig(id, network, client, storage, other);
  }

  Storage.Quota quota() {
    Storage.Quota standard = Storage.Quota.STANDARD;
    return new Storage.Quota(
        storage, Math.max(1 << 20, storage / 4), standard.keys(), standard.valuesOfKey());
  }
}
