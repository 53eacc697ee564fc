package dev.ferry.app;

import dev.ferry.Peer;
import dev.ferry.Side;
import dev.ferry.app.account.ContactNames;
import dev.ferry.app.account.Login;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Trouble;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.Standing;
import dev.ferry.io.dht.Dhts;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who gets files: an XMPP address, an account without a server, or the name of one. */
final class Recipient {
  /** For a yes that is on its way. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private Recipient() {}

  /** Who is meant by what was typed. */
  static Peer read(Surroundings surroundings, String word) throws Failure {
    Optional<AccountId> account = AccountId.parse(word);
    if (account.isPresent()) {
      return Peer.Account.of(account.get());
    }
    Optional<Jid> jid = Jid.parse(word).filter(parsed -> !parsed.local().isEmpty());
    if (jid.isPresent()) {
      return new Peer.Xmpp(jid.get());
    }
    List<AccountId> named = named(ContactWords.names(surroundings), word);
    if (named.isEmpty()) {
      throw Failure.usage(
          "'" + word + "' is no address, and no contact is called so",
          "write the whole address, such as name@example.org, or 40 digits, or see: ferry contact"
              + " list");
    }
    if (named.size() > 1) {
      throw Failure.usage(
          named.size() + " contacts are called '" + word + "'",
          "write the 40 digits of the one you mean, see: ferry contact list");
    }
    return Peer.Account.of(named.getFirst());
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
