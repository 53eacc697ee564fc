package dev.ferry.node;

import dev.ferry.Peer;
import dev.ferry.app.account.PeerWords;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.app.trust.KeyBook;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.ContactDesk;
import dev.ferry.identity.Standing;
import dev.ferry.identity.Standing.Event;
import dev.ferry.json.Json;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Whom the user knows in all worlds, and who asks to be known. Those of accounts without a server
 * are kept with the account; addresses at servers by {@link Addresses}. Any thread may call.
 */
public final class People {
  private static final System.Logger LOG = System.getLogger(People.class.getName());
  private static final int LONGEST = 80;

  private final Accounts accounts;
  private final Board board;
  private final Supplier<Optional<ContactDesk>> desk;
  private final Addresses addresses;
  private final ContactCards cards;

  /**
   * @param folder of the node
   * @param desk carries out decisions while the account without a server is online
   */
  People(Path folder, Accounts accounts, Board board, Supplier<Optional<ContactDesk>> desk)
      throws IOException {
    this.addresses = Addresses.in(folder);
    this.accounts = accounts;
    this.cards = new ContactCards(accounts);
    this.board = board;
    this.desk = desk;
    refresh();
  }

  /** Shows all of them as they are now. */
  public synchronized void refresh() {
    try {
      Map<String, Json.Obj> contacts = new LinkedHashMap<>();
      Map<String, Json.Obj> requests = new LinkedHashMap<>();
      for (Map.Entry<AccountId, Standing> one : accounts.store().contacts().all().entrySet()) {
        String id = one.getKey().toString();
        if (one.getValue() instanceof Standing.Asking(String name, var _)) {
          requests.put(
              id, new Fields().put("id", id).put("name", Terminal.escape(name, LONGEST)).object());
        }
        cards
            .of(one.getKey(), one.getValue(), called(one.getKey()), addresses.isCompared(id))
            .ifPresent(card -> contacts.put(id, card));
      }
      addresses.all().forEach((jid, known) -> contacts.put(jid, cards.of(jid, known)));
      show(Board.Kind.CONTACT, contacts);
      show(Board.Kind.REQUEST, requests);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "contacts cannot be read", e);
    }
  }

  private void show(Board.Kind kind, Map<String, Json.Obj> now) {
    Set<String> gone = new HashSet<>();
    board.list(kind).forEach(one -> gone.add(one.text("id").orElse("")));
    gone.removeAll(now.keySet());
    gone.forEach(id -> board.remove(kind, id));
    now.forEach((id, one) -> board.put(kind, id, one));
  }

  private Optional<String> called(AccountId id) {
    try {
      return accounts.names().of(id);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** What somebody is called, for people. */
  public synchronized String called(Peer peer) {
    return switch (PeerWords.accountOf(peer)) {
      case Peer.Xmpp(Jid jid) ->
          addresses
              .of(jid.toString())
              .map(Addresses.Known::name)
              .filter(name -> !name.isEmpty())
              .orElse(peer.toString());
      case Peer.Account(AccountId id, var _) -> called(id).orElse(peer.toString());
    };
  }

  /** Whether nothing is taken from somebody. */
  synchronized boolean isBlocked(Peer account) {
    return addresses.of(account.toString()).filter(Addresses.Known::blocked).isPresent();
  }

  /** Who is meant: a contact's id or name, or an address. */
  public synchronized Peer find(String word) throws Refused {
    Optional<Peer> read =
        PeerWords.read(word)
            .filter(peer -> !(peer instanceof Peer.Xmpp(Jid jid)) || !jid.local().isEmpty());
    if (read.isPresent()) {
      return read.get();
    }
    List<Peer> named = new ArrayList<>();
    for (Json.Obj contact : board.list(Board.Kind.CONTACT)) {
      String name = contact.text("name").orElse("");
      if (name.toLowerCase(Locale.ROOT).equals(word.strip().toLowerCase(Locale.ROOT))) {
        contact.text("id").flatMap(PeerWords::read).ifPresent(named::add);
      }
    }
    if (named.size() == 1) {
      return named.getFirst();
    }
    throw Refused.senseless(
        named.isEmpty()
            ? "'" + Terminal.escape(word, LONGEST) + "' is no address, and no contact is called so"
            : named.size() + " contacts are called '" + Terminal.escape(word, LONGEST) + "'",
        "write the whole address, such as name@example.org, or 40 digits");
  }

  /** Asks somebody to be a contact, or notes an address. */
  Json.Obj add(String word, Optional<String> name) throws Refused {
    Peer peer =
        PeerWords.read(word)
            .map(PeerWords::accountOf)
            .orElseThrow(() ->
                Refused.senseless(
                    "'" + Terminal.escape(word, LONGEST) + "' is no address",
                    "it looks like name@example.org, or has 40 digits"));
    switch (peer) {
      case Peer.Xmpp(Jid jid) -> note(jid, name.orElse(""), false);
      case Peer.Account(AccountId id, var _) -> {
        if (name.isPresent()) {
          call(id, name.get());
        }
        decide(id, new Event.UserAdded());
      }
    }
    refresh();
    return of(peer.toString());
  }

  private synchronized void note(Jid jid, String name, boolean blocked) throws Refused {
    if (jid.local().isEmpty()) {
      throw Refused.senseless("'" + jid + "' is no account", "it looks like name@example.org");
    }
    try {
      addresses.put(jid.bare().toString(), new Addresses.Known(name.strip(), blocked));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  static Refused unusable(IOException e) {
    return Refused.failed("the contacts cannot be used: " + Texts.why(e), "check the data folder");
  }

  private void call(AccountId id, String name) throws Refused {
    try {
      accounts.names().call(id, name);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Calls somebody as they call themselves, where the user has no name for them. */
  void callAsTheyDo(AccountId id, String theirs) throws Refused {
    if (!theirs.isEmpty() && called(id).isEmpty()) {
      call(id, theirs);
    }
  }

  /** What the user decides about somebody without a server: told to them where that is due. */
  void decide(AccountId id, Event event) throws Refused {
    Decision.of(accounts.store(), desk.get(), id, event);
    refresh();
  }

  Json.Obj of(String id) throws Refused {
    return board
        .find(Board.Kind.CONTACT, id)
        .orElseThrow(() ->
            Refused.missing("there is no contact " + Terminal.escape(id, LONGEST), "add them"));
  }

  Json.Obj rename(String id, String name) throws Refused {
    Json.Obj unused = of(id);
    switch (PeerWords.read(id).orElseThrow()) {
      case Peer.Xmpp(Jid jid) -> note(jid, name, isBlocked(new Peer.Xmpp(jid)));
      case Peer.Account(AccountId account, var _) -> call(account, name);
    }
    refresh();
    return of(id);
  }

  void remove(String id) throws Refused {
    Json.Obj unused = of(id);
    switch (PeerWords.read(id).orElseThrow()) {
      case Peer.Xmpp(Jid jid) -> {
        try {
          addresses.remove(jid.toString());
        } catch (IOException e) {
          throw unusable(e);
        }
      }
      case Peer.Account(AccountId account, var _) -> decide(account, new Event.UserRemoved());
    }
    refresh();
  }

  Json.Obj block(String id, boolean blocked) throws Refused {
    Json.Obj contact = of(id);
    switch (PeerWords.read(id).orElseThrow()) {
      case Peer.Xmpp(Jid jid) -> note(jid, contact.text("name").orElse(""), blocked);
      case Peer.Account(AccountId account, var _) ->
          decide(account, blocked ? new Event.UserBlocked() : new Event.UserUnblocked());
    }
    refresh();
    return board.find(Board.Kind.CONTACT, id).orElse(contact);
  }

  /** An account without a server is who a person means: it was met by a code, or compared. */
  void compare(String id) throws Refused {
    try {
      addresses.compared(id);
    } catch (IOException e) {
      throw unusable(e);
    }
    refresh();
  }

  /** A person has compared a key. */
  Json.Obj verify(String id, String typed) throws Refused {
    Json.Obj unused = of(id);
    Peer peer = PeerWords.read(id).orElseThrow();
    if (!(peer instanceof Peer.Xmpp(Jid jid))) {
      if (typed.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s:]", "").equals(id)) {
        compare(id);
        return of(id);
      }
      throw Refused.now(
          "that is the key of somebody else", "do not send them anything before you know why");
    }
    try {
      for (KeyBook book : accounts.keyBooks()) {
        Optional<String> print = book.read(typed);
        if (print.isPresent()
            && book.of(jid).stream().anyMatch(k -> k.fingerprint().equals(print.get()))) {
          book.decide(jid, print.get(), true);
          refresh();
          return of(id);
        }
      }
    } catch (IOException e) {
      throw unusable(e);
    }
    throw Refused.senseless(
        "no device of " + jid + " has shown that key", "compare it with what ferry id shows there");
  }
}
