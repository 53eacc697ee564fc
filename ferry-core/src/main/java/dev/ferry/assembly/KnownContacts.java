package dev.ferry.assembly;

import dev.ferry.Introductions;
import dev.ferry.code.Party;
import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.Chain;
import dev.ferry.identity.ChainCheck.Verdict;
import dev.ferry.identity.ContactBook;
import dev.ferry.identity.DeviceId;
import dev.ferry.identity.Directory;
import dev.ferry.identity.Flaw;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Making.Made;
import dev.ferry.identity.OwnDevice;
import dev.ferry.identity.Revocations;
import dev.ferry.peerlink.PeerDoor;
import dev.ferry.peerlink.files.Acquaintances;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.sync.OfferNotes;
import dev.ferry.sync.Siblings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The contacts of an account, and its own other devices: who may connect to this device and be
 * connected with. Any task may call.
 */
final class KnownContacts implements Acquaintances, Siblings.Roster {
  private static final System.Logger LOG = System.getLogger(KnownContacts.class.getName());
  private static final int MOST_PROVEN = 256;

  /** Then its account is asked again whether it has revoked the device. */
  private static final Duration PROVEN_FOR = Duration.ofMinutes(10);

  private record Proven(Chain chain, long until) {}

  private final Directory directory;
  private final Tasks tasks;
  private final Monitor monitor;
  private final IdentityStore store;
  private final OwnDevice own;
  private final OfferNotes offers;
  private final Introductions introductions;

  // Guarded by the monitor.
  private final Set<Party> met = new HashSet<>();
  private final Map<PublicKeyInfo, Proven> proven = new LinkedHashMap<>();

  KnownContacts(
      World world,
      Dht dht,
      IdentityStore store,
      Made made,
      OfferNotes offers,
      List<Revocations> takenBack) {
    this.offers = offers;
    this.tasks = world.tasks();
    this.directory = new Directory(dht, tasks, takenBack);
    this.monitor = tasks.monitor();
    this.store = store;
    this.own = made.device();
    Party self = new Party(own.account(), own.id());
    this.introductions =
        new CodeMeetings(world, dht, self, other -> monitor.change(() -> met.add(other)));
  }

  /** How others become known by a code. */
  Introductions introductions() {
    return introductions;
  }

  /** The devices of an account but this one. */
  @Override
  public List<Chain> devices(AccountId account, long deadline) throws InterruptedException {
    try {
      List<Chain> found = directory.devicesOf(account, deadline).chains();
      return found.stream().filter(chain -> !chain.device().equals(own.id())).toList();
    } catch (DhtException e) {
      LOG.log(System.Logger.Level.DEBUG, "no devices of " + account + " found: " + e.getMessage());
      return List.of();
    }
  }

  @Override
  public List<Chain> devices(long deadline) throws InterruptedException {
    return devices(own.account(), deadline);
  }

  @Override
  public List<Chain> siblings(String publication, long deadline) throws InterruptedException {
    List<String> holders = offers.holders(publication);
    return devices(deadline).stream()
        .filter(chain -> holders.contains(chain.device().longId()))
        .sorted(Comparator.comparingInt(chain -> holders.indexOf(chain.device().longId())))
        .toList();
  }

  @Override
  public boolean isRevoked(Chain device, long deadline) throws InterruptedException {
    try {
      boolean revoked =
          directory.prove(device.deviceKey(), deadline) instanceof Verdict.Refused(Flaw flaw)
              && flaw == Flaw.REVOKED;
      if (revoked) {
        monitor.change(() -> proven.remove(device.deviceKey()));
      }
      return revoked;
    } catch (DhtException e) {
      LOG.log(System.Logger.Level.DEBUG, "not looked up: " + device + ": " + e.getMessage());
      return false;
    }
  }

  @Override
  public boolean isContact(AccountId account) {
    return isKept(account) || isMet(party -> party.account().equals(account));
  }

  @Override
  public List<AccountId> contacts() {
    try {
      ContactBook book = store.contacts();
      return book.all().keySet().stream().filter(book::isContact).toList();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the contacts cannot be read", e);
      return List.of();
    }
  }

  private boolean isMet(Predicate<Party> who) {
    boolean[] found = {false};
    monitor.change(() -> found[0] = met.stream().anyMatch(who));
    return found[0];
  }

  private boolean isKept(AccountId account) {
    try {
      return account.equals(own.account()) || store.contacts().isContact(account);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the contacts cannot be read", e);
      return false;
    }
  }

  /** Those as guests, while contacts are answered at all; who was met by a code always is. */
  PeerDoor.Guests guests(BooleanSupplier answers) {
    return new PeerDoor.Guests() {
      @Override
      public Optional<Chain> admit(PublicKeyInfo key, long deadline) throws InterruptedException {
        DeviceId device = DeviceId.of(key);
        boolean isMet = isMet(party -> party.device().equals(device));
        return (isMet || answers.getAsBoolean()) && !key.equals(own.chain().deviceKey())
            ? prove(key, deadline).filter(KnownContacts.this::mayCome)
            : Optional.empty();
      }

      @Override
      public List<PublicKeyInfo> all(long deadline) throws InterruptedException {
        return devicesOfAll(deadline);
      }
    };
  }

  private boolean mayCome(Chain chain) {
    return isKept(chain.account()) || isMet(new Party(chain.account(), chain.device())::equals);
  }

  private List<PublicKeyInfo> devicesOfAll(long deadline) throws InterruptedException {
    List<PublicKeyInfo> keys = new ArrayList<>();
    try {
      ContactBook book = store.contacts();
      List<AccountId> accounts = new ArrayList<>(book.all().keySet());
      accounts.removeIf(account -> !book.isContact(account));
      accounts.addFirst(own.account());
      for (AccountId account : accounts) {
        if (tasks.now() < deadline) {
          devices(account, deadline).forEach(chain -> keys.add(chain.deviceKey()));
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the contacts cannot be read", e);
    }
    return keys;
  }

  private Optional<Chain> prove(PublicKeyInfo key, long deadline) throws InterruptedException {
    List<Proven> before = new ArrayList<>(1);
    monitor.change(() -> Optional.ofNullable(proven.get(key)).ifPresent(before::add));
    if (!before.isEmpty() && tasks.now() < before.getFirst().until()) {
      return Optional.of(before.getFirst().chain());
    }
    try {
      if (directory.prove(key, deadline) instanceof Verdict.Proven(Chain chain)) {
        if (isContact(chain.account())) {
          remember(key, new Proven(chain, tasks.in(PROVEN_FOR.toNanos())));
        }
        return Optional.of(chain);
      }
    } catch (DhtException e) {
      LOG.log(System.Logger.Level.DEBUG, "who asks is not found: " + e.getMessage());
    }
    return Optional.empty();
  }

  private void remember(PublicKeyInfo key, Proven one) {
    monitor.change(() -> {
      proven.remove(key);
      proven.put(key, one);
      if (proven.size() > MOST_PROVEN) {
        proven.remove(proven.keySet().iterator().next());
      }
    });
  }
}
