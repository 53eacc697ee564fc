package dev.ferry.identity;

import dev.ferry.identity.Standing.Asking;
import dev.ferry.identity.Standing.Blocked;
import dev.ferry.identity.Standing.Confirmed;
import dev.ferry.identity.Standing.Declined;
import dev.ferry.identity.Standing.Deed;
import dev.ferry.identity.Standing.Event;
import dev.ferry.identity.Standing.Stranger;
import dev.ferry.json.Json;
import dev.ferry.machine.Step;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * With whom an account stands how, those first whom it has known longest. What strangers can add to
 * it is bounded: beyond {@link #MOST_REQUESTS} requests that wait for the user, further ones are
 * not taken, so that a flood pushes out nobody who was there before it.
 */
public record ContactBook(Map<AccountId, Standing> all) {
  /** So many requests wait at most. */
  public static final int MOST_REQUESTS = 256;

  /** So many refusals are remembered. */
  static final int MOST_DECLINED = 256;

  /** Nobody is known. */
  public static final ContactBook EMPTY = new ContactBook(Map.of());

  public ContactBook {
    all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
  }

  public Standing of(AccountId account) {
    Standing standing = all.get(account);
    return standing == null ? new Stranger() : standing;
  }

  /** Whether that account may connect to us, write to us, and learn our addresses. */
  public boolean isContact(AccountId account) {
    return of(account) instanceof Confirmed;
  }

  /** Something happened with an account. */
  public Step<ContactBook, Deed> on(AccountId account, Event event) {
    Step<Standing, Deed> step = Standing.on(of(account), event);
    boolean more = step.next() instanceof Asking && !(of(account) instanceof Asking);
    if (more && count(Asking.class) >= MOST_REQUESTS) {
      return Step.to(this);
    }
    return new Step<>(with(account, step.next()), step.effects());
  }

  private ContactBook with(AccountId account, Standing standing) {
    Map<AccountId, Standing> changed = new LinkedHashMap<>(all);
    if (standing instanceof Stranger) {
      changed.remove(account);
    } else {
      changed.put(account, standing);
    }
    ContactBook book = new ContactBook(changed);
    return book.count(Declined.class) > MOST_DECLINED ? book.withoutOldestRefusal() : book;
  }

  private ContactBook withoutOldestRefusal() {
    Map<AccountId, Standing> fewer = new LinkedHashMap<>(all);
    for (Map.Entry<AccountId, Standing> entry : all.entrySet()) {
      if (entry.getValue() instanceof Declined) {
        fewer.remove(entry.getKey());
        break;
      }
    }
    return new ContactBook(fewer);
  }

  private long count(Class<? extends Standing> kind) {
    return all.values().stream().filter(kind::isInstance).count();
  }

  /** The contacts and the blocked ones that an archive brings, where nothing is known here. */
  public ContactBook adopting(Map<AccountId, Contact> contacts) {
    Map<AccountId, Standing> more = new LinkedHashMap<>(all);
    contacts.forEach((account, contact) -> {
      Optional<Standing> standing =
          contact.blocked()
              ? Optional.of(new Blocked())
              : contact.removed() > contact.added()
                  ? Optional.empty()
                  : Optional.of(
                      contact.confirmed()
                          ? new Confirmed(contact.conversation())
                          : new Standing.Asked());
      standing.ifPresent(s -> more.putIfAbsent(account, s));
    });
    return new ContactBook(more);
  }

  /**
   * What an archive is to bring to another device: contacts and who is blocked, and that others are
   * contacts no more.
   *
   * @param before what the archive has
   * @param now in seconds since 1970
   */
  public Map<AccountId, Contact> exported(Map<AccountId, Contact> before, long now) {
    Map<AccountId, Contact> contacts = new LinkedHashMap<>();
    before.forEach((account, c) ->
        contacts.put(
            account,
            c.removed() > c.added()
                ? c
                : new Contact(c.added(), Math.max(now, c.added() + 1), false, false, "")));
    all.forEach((account, standing) -> {
      Contact old = before.get(account);
      long added = old == null || old.removed() > old.added() ? now : old.added();
      switch (standing) {
        case Confirmed(String conversation) ->
            contacts.put(account, new Contact(added, 0, true, false, conversation));
        case Standing.Asked a -> contacts.put(account, new Contact(added, 0, false, false, ""));
        case Blocked b -> contacts.put(account, new Contact(added, now, false, true, ""));
        // Requests and refusals stay with this device.
        case Stranger s -> {}
        case Asking a -> {}
        case Declined d -> {}
      }
    });
    return contacts;
  }

  /** The text that {@link #parse} reads. */
  public String text() {
    Map<String, Json> members = new LinkedHashMap<>();
    all.forEach((account, standing) -> members.put(account.toString(), json(standing)));
    return new Json.Obj(members).write() + "\n";
  }

  private static Json json(Standing standing) {
    return switch (standing) {
      case Stranger s -> Json.EMPTY;
      case Standing.Asked a -> Json.EMPTY.with("standing", "asked");
      case Asking(String name, String conversation) ->
          Json.EMPTY
              .with("standing", "asking")
              .with("name", name)
              .with("conversation", conversation);
      case Confirmed(String conversation) ->
          Json.EMPTY.with("standing", "confirmed").with("conversation", conversation);
      case Declined(String conversation) ->
          Json.EMPTY.with("standing", "declined").with("conversation", conversation);
      case Blocked b -> Json.EMPTY.with("standing", "blocked");
    };
  }

  /** Reads a book; empty when the text is none. */
  public static Optional<ContactBook> parse(String text) {
    Optional<Json.Obj> object = Json.parse(text);
    if (object.isEmpty()) {
      return Optional.empty();
    }
    Map<AccountId, Standing> all = new LinkedHashMap<>();
    for (Map.Entry<String, Json> member : object.get().members().entrySet()) {
      Optional<AccountId> account = AccountId.parse(member.getKey());
      Optional<Standing> standing = standing(member.getValue());
      if (account.isEmpty() || standing.isEmpty()) {
        return Optional.empty();
      }
      all.put(account.get(), standing.get());
    }
    return Optional.of(new ContactBook(all));
  }

  private static Optional<Standing> standing(Json json) {
    if (!(json instanceof Json.Obj object)) {
      return Optional.empty();
    }
    String conversation = object.text("conversation").orElse("");
    return switch (object.text("standing").orElse("")) {
      case "asked" -> Optional.of(new Standing.Asked());
      case "asking" -> Optional.of(new Asking(object.text("name").orElse(""), conversation));
      case "confirmed" -> Optional.of(new Confirmed(conversation));
      case "declined" -> Optional.of(new Declined(conversation));
      case "blocked" -> Optional.of(new Blocked());
      default -> Optional.empty();
    };
  }
}
