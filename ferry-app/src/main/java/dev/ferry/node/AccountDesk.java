package dev.ferry.node;

import dev.ferry.Peer;
import dev.ferry.app.account.Account;
import dev.ferry.app.account.PeerWords;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.json.Json;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.util.Optional;

/** What the API does with accounts. Any thread may call. */
final class AccountDesk {
  private static final int LONGEST = 80;

  private final Node node;

  AccountDesk(Node node) {
    this.node = node;
  }

  Json.Obj add(Json.Obj wish) throws Refused, InterruptedException {
    String world = wish.text("world").orElse("");
    Peer account =
        switch (world) {
          case "alone" -> node.accounts().make(wish.text("name").orElse("").strip());
          case "xmpp" -> keep(wish);
          default ->
              throw Refused.senseless(
                  "'" + Terminal.escape(world, LONGEST) + "' is no world", "xmpp or alone");
        };
    // One that is there already signs in anew, since its password may be another.
    node.leave(account);
    node.open(account);
    return of(account.toString());
  }

  private Peer keep(Json.Obj wish) throws Refused {
    String text = wish.text("jid").orElse("");
    Jid jid =
        Jid.parse(text)
            .filter(one -> !one.local().isEmpty())
            .orElseThrow(() ->
                Refused.senseless(
                    "'" + Terminal.escape(text, LONGEST) + "' is no address",
                    "it looks like name@example.org"));
    Optional<String> password = wish.text("password").filter(word -> !word.isEmpty());
    if (password.isEmpty()) {
      throw Refused.senseless("there is no password for " + jid, "type it");
    }
    return node.accounts()
        .keep(
            new Account(
                jid.bare(),
                password,
                wish.text("server").filter(server -> !server.isBlank()),
                Optional.empty(),
                wish.truth("plaintext")),
            wish.text("certificate").filter(pem -> !pem.isBlank()));
  }

  Json.Obj of(String id) throws Refused {
    return node.board().find(Board.Kind.ACCOUNT, id).orElseThrow(() -> none(id));
  }

  private static Refused none(String id) {
    return Refused.missing("there is no account " + Terminal.escape(id, LONGEST), "add it");
  }

  void remove(String id) throws Refused {
    Json.Obj unused = of(id);
    Peer account = PeerWords.read(id).orElseThrow(() -> none(id));
    if (account instanceof Peer.Account) {
      throw Refused.now(
          "an account without a server is nowhere else, so it is not removed here",
          "export it first: ferry account export; then remove the data folder by hand");
    }
    try {
      if (!node.accounts().remove(account)) {
        throw none(id);
      }
    } catch (IOException e) {
      throw Refused.failed("the account cannot be removed: " + Texts.why(e), "check the disk");
    }
    node.leave(account);
  }

  /** What another program scans to reach an account. */
  String link(String id) throws Refused {
    Json.Obj account = of(id);
    return account.text("world").orElse("").equals("xmpp") ? "xmpp:" + id : id;
  }
}
