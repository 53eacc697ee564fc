package dev.ferry.identity;

import dev.ferry.dht.DhtException;
import dev.ferry.identity.Inbox.Letter;
import dev.ferry.identity.Standing.Deed;
import dev.ferry.identity.Standing.Event;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Carries out what follows from events with other accounts: keeps it, and writes to their devices.
 * Any task may call; the methods wait.
 */
public final class ContactDesk {
  private final IdentityStore store;
  private final Letters letters;
  private final OwnDevice device;
  private final String name;

  /**
   * @param name what others are told of who we are; may be empty
   */
  public ContactDesk(IdentityStore store, Letters letters, OwnDevice device, String name) {
    this.store = store;
    this.letters = letters;
    this.device = device;
    this.name = name;
  }

  /**
   * What came of an event.
   *
   * @param deeds all that was to be done; what is to be shown is left to the caller
   * @param reached how many devices were written to; empty when nothing was to be written
   */
  public record Outcome(AccountId account, List<Deed> deeds, Optional<Integer> reached) {
    public Outcome {
      deeds = List.copyOf(deeds);
    }
  }

  /**
   * Something happened with an account. It is kept even when the letters that follow cannot be
   * sent: requests are sent again, and to a request that comes again the yes is given again.
   */
  public Outcome happen(AccountId account, Event event, long deadline)
      throws IOException, DhtException, InterruptedException {
    return carryOut(account, store.on(account, event), deadline);
  }

  /** Does what follows from an event that is kept already. */
  public Outcome carryOut(AccountId account, List<Deed> deeds, long deadline)
      throws DhtException, InterruptedException {
    Optional<Integer> reached = Optional.empty();
    for (Deed deed : deeds) {
      Optional<TrustRequest> letter =
          switch (deed) {
            case Deed.SendRequest d -> Optional.of(TrustRequest.asking(name));
            case Deed.SendConfirmation(String conversation) ->
                Optional.of(TrustRequest.confirming(conversation, name));
            case Deed.ShowRequest d -> Optional.empty();
            case Deed.ShowConfirmed d -> Optional.empty();
          };
      if (letter.isPresent()) {
        reached = Optional.of(letters.send(account, letter.get(), deadline));
      }
    }
    return new Outcome(account, deeds, reached);
  }

  /** A letter came; empty when it is nothing about contacts. */
  public Optional<Outcome> received(Letter letter, long deadline)
      throws IOException, DhtException, InterruptedException {
    AccountId from = letter.from().account();
    Optional<TrustRequest> request = TrustRequest.read(letter.body());
    if (request.isEmpty() || from.equals(device.account())) {
      return Optional.empty();
    }
    String conversation = request.get().conversation();
    Event event =
        request.get().confirm()
            ? new Event.PeerConfirmed(conversation)
            : new Event.PeerAsked(request.get().name(), conversation);
    return Optional.of(happen(from, event, deadline));
  }
}
