package dev.ferry.identity;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.PublicKeyInfo;

/**
 * A device of an account, by the two digests of its key.
 *
 * @param hash where its certificates lie in the DHT, and what the places where it listens are named
 *     after
 * @param longId 64 hexadecimal digits, by which peers name it on a connection
 */
public record DeviceId(InfoHash hash, String longId) {
  /** The device whose key this is. */
  public static DeviceId of(PublicKeyInfo key) {
    return new DeviceId(key.id(), key.longId());
  }

  /** Where it listens for requests and messages. */
  public InfoHash inbox() {
    return InfoHash.ofText("inbox:" + hash);
  }

  /** Where it listens for those who want a connection. */
  public InfoHash door() {
    return InfoHash.ofText("peer:" + hash);
  }

  /** The shorter one. */
  @Override
  public String toString() {
    return hash.toString();
  }
}
