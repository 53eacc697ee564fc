package dev.ferry.identity;

import dev.ferry.dht.value.Owner;
import dev.ferry.dht.value.Value;
import java.security.KeyPair;

/**
 * A device that is here: its keys, what proves it, and the word of its account. Its text shows
 * nothing of the private key.
 *
 * @param announcement as it lies in the DHT, always the same one, with its id
 */
public record OwnDevice(KeyPair keys, Chain chain, Value announcement) {
  public OwnDevice {
    if (!Owner.of(keys).key().equals(chain.deviceKey())) {
      throw new IllegalArgumentException("these certificates are of another key");
    }
  }

  public AccountId account() {
    return chain.account();
  }

  public DeviceId id() {
    return chain.device();
  }

  /** It, as one who signs values and opens those for it. */
  public Owner owner() {
    return Owner.of(keys);
  }

  @Override
  public String toString() {
    return chain.toString();
  }
}
