package dev.ferry.node;

import dev.ferry.app.trust.KeyBook;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.Standing;
import dev.ferry.json.Json;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Contacts as the API shows them, with their keys. */
record ContactCards(Accounts accounts) {
  private static final System.Logger LOG = System.getLogger(ContactCards.class.getName());

  /**
   * Somebody without a server; empty for who is no contact.
   *
   * @param name empty where the user gave none
   * @param compared whether a person has compared the key
   */
  Optional<Json.Obj> of(AccountId id, Standing standing, Optional<String> name, boolean compared) {
    return word(standing)
        .map(word ->
            card(id.toString(), "alone", name.orElse(""), word)
                .put("keys", new Json.Arr(List.of(key("account", id.toString(), compared))))
                .put("verified", compared)
                .object());
  }

  private static Optional<String> word(Standing standing) {
    return switch (standing) {
      case Standing.Confirmed s -> Optional.of("confirmed");
      case Standing.Asked s -> Optional.of("asked");
      case Standing.Blocked s -> Optional.of("blocked");
      case Standing.Stranger s -> Optional.empty();
      case Standing.Asking s -> Optional.empty();
      case Standing.Declined s -> Optional.empty();
    };
  }

  /** Somebody at a server. */
  Json.Obj of(String jid, Addresses.Known known) {
    List<Json> keys = new ArrayList<>();
    boolean verified = false;
    try {
      for (KeyBook book : accounts.keyBooks()) {
        for (KeyBook.Known key : book.of(Jid.parse(jid).orElseThrow())) {
          boolean right = key.words().equals("verified");
          verified |= right;
          keys.add(key(kind(book), key.fingerprint(), right));
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "keys cannot be read", e);
    }
    return card(jid, "xmpp", known.name(), known.blocked() ? "blocked" : "confirmed")
        .put("keys", new Json.Arr(keys))
        .put("verified", verified)
        .object();
  }

  private static String kind(KeyBook book) {
    String kind = book.kind().toLowerCase(Locale.ROOT);
    return kind.equals("tls") ? "xtls" : kind;
  }

  private static Fields card(String id, String world, String name, String standing) {
    return new Fields()
        .put("id", id)
        .put("world", world)
        .put("name", name)
        .put("standing", standing);
  }

  private static Json key(String kind, String fingerprint, boolean verified) {
    return new Fields()
        .put("kind", kind)
        .put("fingerprint", fingerprint)
        .put("verified", verified)
        .object();
  }
}
