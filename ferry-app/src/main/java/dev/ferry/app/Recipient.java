package dev.ferry.app;

import dev.ferry.Peer;
import dev.ferry.Side;
import dev.ferry.app.account.ContactNames;
import dev.ferry.app.account.Login;
import dev.ferry.app.account.PeerWords;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Trouble;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.Standing;
import dev.ferry.io.dht.Dhts;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who gets files: an XMPP address, an account without a server, or the name of one. */
final class Recipient {
  /** For a yes that is on its way. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private Recipient() {}

  /** Who is meant by what was typed. */
  static Addressee read(Surroundings surroundings, String word) throws Failure {
    Optional<Addressee> found = found(surroundings, word);
    int slash = word.lastIndexOf('/');
    if (found.isEmpty() && slash > 0) {
      String device = word.substring(slash + 1).toLowerCase(Locale.ROOT);
      found =
          found(surroundings, word.substring(0, slash))
              .map(who -> new Addressee(who.accounts(), Optional.of(device)));
    }
    return found.orElseThrow(() ->
        Failure.usage(
            "'" + word + "' is no address, and no contact is called so",
            "write the whole address, such as name@example.org, or 40 digits, or see: ferry contact"
                + " list"));
  }

  /** Whether a word means somebody. */
  static boolean isKnown(Surroundings surroundings, String word) throws Failure {
    return found(surroundings, word).isPresent();
  }

  private static Optional<Addressee> found(Surroundings surroundings, String word) throws Failure {
    Optional<AccountId> account = AccountId.parse(word);
    if (account.isPresent()) {
      return Optional.of(Addressee.of(Peer.Account.of(account.get())));
    }
    Optional<Jid> jid = Jid.parse(word).filter(parsed -> !parsed.local().isEmpty());
    if (jid.isPresent()) {
      return Optional.of(Addressee.of(new Peer.Xmpp(jid.get())));
    }
    ContactNames names = ContactWords.names(surroundings);
    List<AccountId> named = named(names, word);
    if (named.size() > 1) {
      throw Failure.usage(
          named.size() + " contacts are called '" + word + "'",
          "write the 40 digits of the one you mean, see: ferry contact list");
    }
    return named.isEmpty() ? Optional.empty() : Optional.of(person(names, named.getFirst()));
  }

  /** An account with all other addresses of the same person. */
  private static Addressee person(ContactNames names, AccountId account) throws Failure {
    List<Peer> all = new ArrayList<>(List.of(Peer.Account.of(account)));
    try {
      names.person(account).also().forEach(text -> PeerWords.read(text).ifPresent(all::add));
    } catch (IOException e) {
      throw OwnIdentity.unusable(e);
    }
    return new Addressee(all, Optional.empty());
  }

  private static List<AccountId> named(ContactNames names, String word) throws Failure {
    try {
      return names.named(word);
    } catch (IOException e) {
      throw OwnIdentity.unusable(e);
    }
  }

  /**
   * Makes sure that somebody may be sent files, where that can be known before.
   *
   * @param online whether a yes of theirs can come now; then it is waited for
   */
  static void check(Login login, Peer peer, boolean online) throws Failure, InterruptedException {
    if (!(login instanceof Login.Alone alone)
        || !(peer instanceof Peer.Account(AccountId id, var _))
        || id.equals(alone.made().device().account())) {
      return;
    }
    long end = Dhts.tasks().in(PATIENCE.toNanos());
    Standing standing = standing(alone, id);
    while (standing instanceof Standing.Asked && online && Dhts.tasks().now() < end) {
      Dhts.tasks().sleep(LOOK_AGAIN.toNanos());
      standing = standing(alone, id);
    }
    Optional<Failure> failure = failure(id, standing, alone.made().device().account(), online);
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private static Standing standing(Login.Alone login, AccountId id) throws Failure {
    try {
      return login.store().contacts().of(id);
    } catch (IOException e) {
      throw OwnIdentity.unusable(e);
    }
  }

  private static Optional<Failure> failure(
      AccountId id, Standing standing, AccountId self, boolean online) {
    return switch (standing) {
      case Standing.Confirmed _ -> Optional.empty();
      case Standing.Asked _ when !online -> Optional.empty();
      case Standing.Asked _ ->
          Optional.of(
              new Failure(
                  new Trouble(
                      ExitStatus.UNREACHABLE,
                      id + " has not said yes to being your contact yet",
                      Side.THERE,
                      "ask them to run: ferry contact accept "
                          + self
                          + "; then send it again while ferry receive runs there")));
      case Standing.Asking _ ->
          Optional.of(
              Failure.usage(
                  id + " asks to be your contact, and you have not answered",
                  "say yes first: ferry contact accept " + id));
      case Standing.Blocked _ ->
          Optional.of(Failure.usage(id + " is blocked here", "ferry contact block --undo " + id));
      case Standing.Stranger _, Standing.Declined _ ->
          Optional.of(
              Failure.usage(
                  id + " is no contact of yours, and only contacts can be sent files",
                  "ask them first: ferry contact add " + id));
    };
  }
}
