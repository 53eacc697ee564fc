package dev.ferry.peerlink.files;

import dev.ferry.dht.DhtException;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.Chain;
import dev.ferry.identity.Directory;
import java.util.List;
import java.util.function.Predicate;

/** Whom this device knows. Any task may call. */
public interface Acquaintances {
  /**
   * The devices of an account, as it vouches for them; may wait.
   *
   * @param deadline a value of {@link dev.ferry.port.Tasks#now}
   * @return none when it has none, or nobody answered
   */
  List<Chain> devices(AccountId account, long deadline) throws InterruptedException;

  /**
   * The other devices of the own account that have what was offered to it under that name, those
   * first that are the most likely to have it still; may wait.
   */
  default List<Chain> siblings(String publication, long deadline) throws InterruptedException {
    return List.of();
  }

  /** Whether both sides have said yes to each other, so that they may reach this device. */
  boolean isContact(AccountId account);

  /** All of whom {@link #isContact} says so and who are kept as such; may look at a file. */
  default List<AccountId> contacts() {
    return List.of();
  }

  /**
   * Those that the DHT knows.
   *
   * @param contacts who is a contact at that moment
   */
  static Acquaintances of(Directory directory, Predicate<AccountId> contacts) {
    return new Acquaintances() {
      @Override
      public List<Chain> devices(AccountId account, long deadline) throws InterruptedException {
        try {
          return directory.devicesOf(account, deadline).chains();
        } catch (DhtException e) {
          System.getLogger(Acquaintances.class.getName())
              .log(
                  System.Logger.Level.WARNING,
                  "no devices of " + account + " found: " + e.getMessage());
          return List.of();
        }
      }

      @Override
      public boolean isContact(AccountId account) {
        return contacts.test(account);
      }
    };
  }
}
