package dev.ferry.identity;

import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Value;
import dev.ferry.identity.Directory.Roster;
import dev.ferry.port.Randomness;

/**
 * Writes to the devices of others: encrypted for each, signed by this device. Any task may call;
 * the methods wait.
 */
public final class Letters {
  private final Dht dht;
  private final Directory directory;
  private final OwnDevice device;
  private final Randomness random;

  public Letters(Dht dht, Directory directory, OwnDevice device, Randomness random) {
    this.dht = dht;
    this.directory = directory;
    this.device = device;
    this.random = random;
  }

  /**
   * Puts a request into the inbox of each device of an account.
   *
   * @return to how many devices; 0 when the account announces none that can be proven
   * @throws DhtException when the DHT cannot be reached, or would not store it
   */
  public int send(AccountId to, TrustRequest request, long deadline)
      throws DhtException, InterruptedException {
    Roster roster = directory.devicesOf(to, deadline);
    int reached = 0;
    for (Chain chain : roster.chains()) {
      if (!chain.device().equals(device.id())) {
        put(chain.device().inbox(), request.body(), chain, deadline);
        reached++;
      }
    }
    return reached;
  }

  private void put(InfoHash place, Body body, Chain to, long deadline)
      throws DhtException, InterruptedException {
    Value clear = Value.clear(body).withId(Value.randomId(random));
    dht.put(place, device.owner().seal(clear, to.deviceKey(), random), deadline);
  }
}
