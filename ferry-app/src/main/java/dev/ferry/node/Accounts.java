package dev.ferry.node;

import dev.ferry.Ferry;
import dev.ferry.Peer;
import dev.ferry.app.account.Account;
import dev.ferry.app.account.ContactNames;
import dev.ferry.app.run.NotOnline;
import dev.ferry.app.trust.KeyBook;
import dev.ferry.identity.ContactDesk;
import dev.ferry.identity.IdentityStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The accounts of a home, as the node opens and changes them. Any thread may call. */
public interface Accounts {
  /** All of them, as others know them. */
  List<Peer> all() throws IOException;

  /** What an account calls itself; may be empty. */
  String name(Peer account) throws IOException;

  /**
   * Goes online as one of them.
   *
   * @param contacts is told what comes of requests to be contacts
   * @param desk is given who carries out what the user decides about contacts
   * @throws NotOnline when that fails, saying how
   */
  Ferry open(Peer account, Consumer<ContactDesk.Outcome> contacts, Consumer<ContactDesk> desk)
      throws NotOnline, InterruptedException;

  /** Makes the account without a server. */
  Peer make(String name) throws Refused, InterruptedException;

  /**
   * Keeps an account at a server.
   *
   * @param pem the only certificates to trust, if there are such
   */
  Peer keep(Account account, Optional<String> pem) throws Refused;

  /** Forgets an account at a server; answers whether it was there. */
  boolean remove(Peer account) throws IOException;

  /** Whom the account without a server knows. */
  IdentityStore store();

  /** What the user calls accounts without a server. */
  ContactNames names();

  /** The keys of all kinds. */
  List<KeyBook> keyBooks() throws IOException;
}
