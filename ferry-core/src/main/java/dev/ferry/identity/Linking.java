package dev.ferry.identity;

import dev.ferry.dht.Dht;
import dev.ferry.dht.Dht.Kept;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.value.Value;
import dev.ferry.identity.PinCode.Slot;
import dev.ferry.port.Randomness;
import dev.ferry.port.Tasks;
import java.util.Optional;

/** Hands an account to another device of the same person, through the DHT and by a code. */
public final class Linking {
  private static final int WINDOWS = 2;

  private final Dht dht;
  private final Tasks tasks;
  private final Randomness random;

  public Linking(Dht dht, Tasks tasks, Randomness random) {
    this.dht = dht;
    this.tasks = tasks;
    this.random = random;
  }

  /**
   * Offers an account to whoever has the code and the password, until the answer is closed and for
   * ten minutes more.
   *
   * @throws DhtException when it is stored nowhere
   */
  public Kept offer(Archive archive, PinCode code, String password, long deadline)
      throws DhtException, InterruptedException {
    Slot slot = code.slot(password, tasks.timeOfDay(), 0);
    return dht.keep(slot.place(), slot.value(archive.text(), random), deadline);
  }

  /**
   * Looks for an account that was offered; empty when there is none by that code and password, or
   * not any more.
   *
   * @throws DhtException when nobody answered
   */
  public Optional<Archive> take(PinCode code, String password, long deadline)
      throws DhtException, InterruptedException {
    for (int back = 0; back < WINDOWS; back++) {
      Slot slot = code.slot(password, tasks.timeOfDay(), back);
      for (Value value : dht.get(slot.place(), deadline)) {
        Optional<Archive> archive = slot.open(value).flatMap(Archive::read);
        if (archive.isPresent()) {
          return archive;
        }
      }
    }
    return Optional.empty();
  }
}
