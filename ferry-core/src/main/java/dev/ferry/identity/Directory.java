package dev.ferry.identity;

import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.value.FieldValue;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.value.ValueTypes;
import dev.ferry.identity.ChainCheck.Verdict;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks up in the DHT which devices an account has, and which account a device is of. All methods
 * may be called from any task; they wait. Whatever lies there was written by anybody: it counts
 * only when the account's key vouches for it.
 */
public final class Directory {
  /** More devices than this are not looked at; nobody has so many, but anybody can say so. */
  public static final int MOST_DEVICES = 32;

  private static final System.Logger LOG = System.getLogger(Directory.class.getName());

  /** Anybody can put lists there; so many are looked at for those of the account. */
  private static final int MOST_LISTS = 256;

  private final Dht dht;
  private final Tasks tasks;
  private final List<Revocations> here;

  public Directory(Dht dht, Tasks tasks) {
    this(dht, tasks, List.of());
  }

  /**
   * @param here what the own account has taken back, which counts whether it is in the DHT or not
   */
  public Directory(Dht dht, Tasks tasks, List<Revocations> here) {
    this.dht = dht;
    this.tasks = tasks;
    this.here = List.copyOf(here);
  }

  /**
   * The devices of an account.
   *
   * @param chains of those that are proven
   * @param refused why others, of which the account did say that they are its own, do not count
   */
  public record Roster(List<Chain> chains, Map<InfoHash, Flaw> refused) {
    public Roster {
      chains = List.copyOf(chains);
      refused = Map.copyOf(refused);
    }
  }

  /**
   * The devices of an account that can be proven; nothing in it when the account announces none.
   *
   * @throws DhtException when nobody answered
   */
  public Roster devicesOf(AccountId account, long deadline)
      throws DhtException, InterruptedException {
    List<Value> found = dht.get(account.hash(), deadline);
    Set<PublicKeyInfo> announced = announced(found, account);
    ChainCheck check = new ChainCheck(tasks.timeOfDay(), lists(found, account));
    List<Chain> proven = new ArrayList<>();
    Map<InfoHash, Flaw> refused = new LinkedHashMap<>();
    for (PublicKeyInfo device : announced) {
      switch (look(device, check, deadline)) {
        case Verdict.Proven(Chain chain) -> {
          if (chain.account().equals(account)) {
            proven.add(chain);
          } else {
            refused.put(device.id(), Flaw.OTHER_ACCOUNT);
          }
        }
        case Verdict.Refused(Flaw flaw) -> refused.put(device.id(), flaw);
      }
    }
    return new Roster(proven, refused);
  }

  /**
   * Of which account the device with that key is; asks the account whether it has revoked it.
   *
   * @throws DhtException when nobody answered
   */
  public Verdict prove(PublicKeyInfo device, long deadline)
      throws DhtException, InterruptedException {
    Verdict first = look(device, ChainCheck.at(tasks.timeOfDay()), deadline);
    if (!(first instanceof Verdict.Proven(Chain chain))) {
      return first;
    }
    List<Revocations> lists = lists(dht.get(chain.account().hash(), deadline), chain.account());
    return new ChainCheck(tasks.timeOfDay(), lists).check(chain.certificates(), device);
  }

  /** The chain at the device's own place; of several the first that proves it. */
  private Verdict look(PublicKeyInfo device, ChainCheck check, long deadline)
      throws DhtException, InterruptedException {
    Query certificates = Query.where(new FieldValue.Type(ValueTypes.CERTIFICATE.id()));
    Verdict verdict = new Verdict.Refused(Flaw.UNREADABLE);
    for (Value value : dht.get(device.id(), certificates, each -> {}, deadline)) {
      Optional<String> pem = value.content().body().map(body -> body.data().asText());
      verdict = check.check(Certificates.read(pem.orElse("")), device);
      if (verdict instanceof Verdict.Proven) {
        break;
      }
    }
    return verdict;
  }

  private static Set<PublicKeyInfo> announced(List<Value> values, AccountId account) {
    Set<PublicKeyInfo> devices = new LinkedHashSet<>();
    for (Value value : values) {
      if (devices.size() >= MOST_DEVICES) {
        LOG.log(
            System.Logger.Level.WARNING,
            account + " has " + MOST_DEVICES + " devices or more; no more of them are looked for");
        break;
      }
      Announcement.read(value, account).ifPresent(devices::add);
    }
    return devices;
  }

  private List<Revocations> lists(List<Value> values, AccountId account) {
    Stream<Revocations> found =
        values.stream().limit(MOST_LISTS).flatMap(value -> Revocations.of(value).stream());
    return Stream.concat(here.stream(), found).filter(list -> list.names(account)).toList();
  }
}
