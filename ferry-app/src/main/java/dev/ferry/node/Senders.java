package dev.ferry.node;

import dev.ferry.Encrypt;
import dev.ferry.Peer;
import dev.ferry.app.account.PeerWords;
import dev.ferry.app.run.Devices;
import dev.ferry.app.run.Item;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.json.Json;
import dev.ferry.node.outbox.Letter;
import dev.ferry.node.outbox.Outbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes letters of what somebody wants to be sent. Any thread may call. */
final class Senders {
  private static final int MOST = 10_000;
  private static final int LONGEST_MESSAGE = 10_000;

  private final Devices devices;
  private final People people;
  private final Outbox outbox;
  private final Transfers transfers;
  private final Uploads uploads;
  private final Supplier<Collection<Peer>> accounts;
  private final InstantSource clock;

  /**
   * @param accounts those of the node
   */
  Senders(
      Devices devices,
      People people,
      Outbox outbox,
      Transfers transfers,
      Uploads uploads,
      Supplier<Collection<Peer>> accounts,
      InstantSource clock) {
    this.devices = devices;
    this.people = people;
    this.outbox = outbox;
    this.transfers = transfers;
    this.uploads = uploads;
    this.accounts = accounts;
    this.clock = clock;
  }

  private record Thing(Path path, Item item, Optional<String> upload) {}

  /** Sends what is asked for; answers the ids of the transfers. */
  List<String> send(Json.Obj wish) throws Refused {
    Peer peer =
        people.find(
            wish.text("peer")
                .orElseThrow(() -> Refused.senseless("there is no peer", "say to whom")));
    Peer account = account(wish.text("account"), peer);
    List<Thing> things = things(wish);
    Optional<String> message = wish.text("message").filter(text -> !text.isEmpty());
    if (message.filter(text -> text.length() > LONGEST_MESSAGE).isPresent()) {
      throw Refused.senseless("the message is too long", "write less");
    }
    Encrypt encrypt = encrypt(wish);
    List<String> ids = new ArrayList<>();
    for (Thing thing : things) {
      Letter letter =
          new Letter(
              transfers.newId(),
              account,
              peer,
              thing.path().toString(),
              thing.item().size(),
              thing.item().modified(),
              clock.instant(),
              message,
              encrypt,
              Letter.routes(wish),
              wish.get("wait").isEmpty() || wish.truth("wait"),
              false,
              thing.upload());
      outbox.send(letter);
      ids.add(letter.id());
    }
    return ids;
  }

  private static Encrypt encrypt(Json.Obj wish) throws Refused {
    String word = wish.text("encrypt").orElse(Encrypt.AUTO.toString());
    return Encrypt.named(word)
        .orElseThrow(() ->
            Refused.senseless(
                "'" + Terminal.escape(word) + "' says nothing about encryption",
                "there are required, auto, off"));
  }

  private List<Thing> things(Json.Obj wish) throws Refused {
    List<Thing> things = new ArrayList<>();
    for (String path : texts(wish, "paths")) {
      Path place = Settings.folder(path);
      things.add(thing(place, uploads.again(place)));
    }
    for (String upload : texts(wish, "uploads")) {
      for (Path path : uploads.items(upload)) {
        things.add(thing(path, Optional.of(upload)));
      }
    }
    if (things.isEmpty()) {
      throw Refused.senseless("there is nothing to send", "name files or folders");
    }
    return things;
  }

  private Thing thing(Path path, Optional<String> upload) throws Refused {
    try {
      return new Thing(path, Item.at(devices, path), upload);
    } catch (IOException e) {
      throw Refused.senseless(
          Terminal.escape(path.toString()) + " cannot be sent: " + Texts.why(e),
          "check the path and its permissions");
    }
  }

  private static List<String> texts(Json.Obj wish, String name) throws Refused {
    List<String> texts = new ArrayList<>();
    if (wish.get(name).orElse(Json.EMPTY) instanceof Json.Arr(List<Json> all)) {
      for (Json one : all) {
        if (one instanceof Json.Text(String text)) {
          texts.add(text);
        }
      }
    }
    if (texts.size() > MOST) {
      throw Refused.senseless("more than " + MOST + " things at once", "send them in parts");
    }
    return texts;
  }

  /** By which account somebody is reached: the one that is named, else the first of their world. */
  private Peer account(Optional<String> named, Peer peer) throws Refused {
    List<Peer> able =
        accounts.get().stream()
            .filter(account -> account.getClass().equals(peer.getClass()))
            .sorted(Comparator.comparing(Peer::toString))
            .toList();
    if (named.isPresent()) {
      Optional<Peer> wanted = PeerWords.read(named.get()).filter(able::contains);
      return wanted.orElseThrow(() ->
          Refused.senseless(
              Terminal.escape(named.get()) + " cannot reach " + peer,
              "choose another account, or leave it out"));
    }
    return able.stream()
        .findFirst()
        .orElseThrow(() ->
            Refused.now(
                "no account here can reach " + peer,
                peer instanceof Peer.Xmpp
                    ? "add an XMPP account first"
                    : "make an account without a server first"));
  }
}
