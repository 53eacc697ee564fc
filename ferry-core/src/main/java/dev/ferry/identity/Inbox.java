package dev.ferry.identity;

import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.Listening;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.Content.Encrypted;
import dev.ferry.dht.value.Content.Signed;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Owner;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.identity.ChainCheck.Verdict;
import dev.ferry.port.Tasks;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What others write to a place of this device: opened, signed truly, and of a device whose account
 * is proven. One task takes, any task may close.
 *
 * <p>Anybody can write there. Whom we do not know costs us a look into the DHT, so only {@link
 * #BURST} of them are looked up at once and then one in {@link #PAUSE}; more are thrown away. Those
 * whose device is known never wait for them.
 */
public final class Inbox implements AutoCloseable {
  static final int BURST = 64;
  static final Duration PAUSE = Duration.ofSeconds(1);

  private static final int MOST_KNOWN = 1024;
  private static final int MOST_SEEN = 16_384;
  private static final Duration LOOK_UP = Duration.ofSeconds(15);

  /** Then its account is asked again whether it has revoked the device. */
  private static final Duration TRUSTED_FOR = Duration.ofMinutes(10);

  private final Directory directory;
  private final Tasks tasks;
  private final Owner owner;
  private final Listening listening;
  private final Map<PublicKeyInfo, Known> known = bounded(MOST_KNOWN);

  /** By what is in them: who puts a letter of another's again can give it another id. */
  private final Map<InfoHash, Boolean> seen = bounded(MOST_SEEN);

  private int credit = BURST;
  private long credited;
  private long thrownAway;

  /**
   * Something that came.
   *
   * @param from the device that signed it, proven to be of its account
   */
  public record Letter(Chain from, long id, Body body) {}

  private record Known(Chain chain, long until) {}

  private Inbox(Dht dht, Directory directory, Tasks tasks, OwnDevice device, InfoHash place) {
    this.directory = directory;
    this.tasks = tasks;
    this.owner = device.owner();
    this.credited = tasks.now();
    this.listening = dht.listen(place, Query.ALL);
  }

  /** Listens where requests to be a contact come. */
  public static Inbox open(Dht dht, Directory directory, Tasks tasks, OwnDevice device) {
    return new Inbox(dht, directory, tasks, device, device.id().inbox());
  }

  /**
   * Waits for the next one; empty when the deadline came first, or when this is closed.
   *
   * @throws DhtException when nothing will come any more
   */
  public Optional<Letter> take(long deadline) throws DhtException, InterruptedException {
    while (true) {
      Optional<Listening.Change> change = listening.take(deadline);
      if (change.isEmpty()) {
        return Optional.empty();
      }
      if (change.get() instanceof Listening.Came(Value value)
          && value.content() instanceof Encrypted(Bytes cipher)
          && seen.put(InfoHash.ofBytes(cipher.toByteArray()), true) == null) {
        Optional<Letter> letter = open(value, deadline);
        if (letter.isPresent()) {
          return letter;
        }
      }
    }
  }

  /** How many letters of unknown senders were thrown away because there were too many. */
  public long thrownAway() {
    return thrownAway;
  }

  private Optional<Letter> open(Value value, long deadline)
      throws DhtException, InterruptedException {
    Optional<Value> opened = owner.open(value);
    if (opened.isEmpty() || !(opened.get().content() instanceof Signed signed)) {
      return Optional.empty();
    }
    return sender(signed.owner(), deadline)
        .map(chain -> new Letter(chain, value.id(), signed.content()));
  }

  private Optional<Chain> sender(PublicKeyInfo key, long deadline)
      throws DhtException, InterruptedException {
    Known before = known.get(key);
    if (before != null && tasks.now() < before.until()) {
      return Optional.of(before.chain());
    }
    if (!mayLookUp()) {
      thrownAway++;
      return Optional.empty();
    }
    long soon = Math.min(deadline, tasks.in(LOOK_UP.toNanos()));
    if (directory.prove(key, soon) instanceof Verdict.Proven(Chain chain)) {
      known.put(key, new Known(chain, tasks.in(TRUSTED_FOR.toNanos())));
      return Optional.of(chain);
    }
    return Optional.empty();
  }

  private boolean mayLookUp() {
    long now = tasks.now();
    long more = (now - credited) / PAUSE.toNanos();
    if (more > 0) {
      credit = (int) Math.min(BURST, credit + more);
      credited += more * PAUSE.toNanos();
    }
    if (credit == 0) {
      return false;
    }
    credit--;
    return true;
  }

  private static <K, V> Map<K, V> bounded(int most) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }

  @Override
  public void close() {
    listening.close();
  }
}
