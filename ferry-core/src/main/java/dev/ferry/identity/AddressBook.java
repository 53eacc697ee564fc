package dev.ferry.identity;

import dev.ferry.json.Json;
import dev.ferry.port.Records;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the user calls accounts, and by which other addresses the same people are reached. A value;
 * {@link #read} and {@link #write} keep it beside the contacts.
 */
public record AddressBook(Map<AccountId, Person> all) {
  /** So many other addresses a person has at most. */
  public static final int MOST_ADDRESSES = 16;

  private static final String RECORD = "names";

  /**
   * A person.
   *
   * @param name empty when none was given
   * @param also other accounts of theirs, as they are typed: XMPP addresses, or 40 digits
   */
  public record Person(String name, List<String> also) {
    /** Somebody of whom nothing was said. */
    public static final Person NOBODY = new Person("", List.of());

    public Person {
      also = List.copyOf(also);
    }

    /** Reads what {@link #json} has written. */
    public static Person read(Json json) {
      return switch (json) {
        case Json.Text(String name) -> new Person(name, List.of());
        case Json.Obj object -> new Person(object.text("name").orElse(""), texts(object));
        case Json.Arr _, Json.Word _ -> NOBODY;
      };
    }

    private static List<String> texts(Json.Obj object) {
      List<String> texts = new ArrayList<>();
      if (object.get("also").orElse(Json.EMPTY) instanceof Json.Arr(List<Json> elements)) {
        for (Json element : elements) {
          if (element instanceof Json.Text(String text) && texts.size() < MOST_ADDRESSES) {
            texts.add(text);
          }
        }
      }
      return texts;
    }

    /** As an object. */
    public Json.Obj json() {
      List<Json> texts = new ArrayList<>();
      also.forEach(text -> texts.add(new Json.Text(text)));
      return Json.EMPTY.with("name", name).with("also", new Json.Arr(texts));
    }
  }

  public AddressBook {
    all = Map.copyOf(all);
  }

  public Person of(AccountId account) {
    return all.getOrDefault(account, Person.NOBODY);
  }

  /** The same, that one being this person. */
  public AddressBook with(AccountId account, Person person) {
    Map<AccountId, Person> changed = new LinkedHashMap<>(all);
    if (person.equals(Person.NOBODY)) {
      changed.remove(account);
    } else {
      changed.put(account, person);
    }
    return new AddressBook(changed);
  }

  /** What is kept. */
  public static AddressBook read(Records.Page page) throws IOException {
    Map<AccountId, Person> all = new LinkedHashMap<>();
    page.read(RECORD)
        .flatMap(Json::parse)
        .orElse(Json.EMPTY)
        .members()
        .forEach((key, value) -> {
          Optional<AccountId> account = AccountId.parse(key);
          Person person = Person.read(value);
          if (account.isPresent() && !person.equals(Person.NOBODY)) {
            all.put(account.get(), person);
          }
        });
    return new AddressBook(all);
  }

  /** Keeps it. */
  public void write(Records.Page page) throws IOException {
    Map<String, Json> members = new LinkedHashMap<>();
    all.keySet().stream()
        .sorted()
        .forEach(account -> {
          Person person = of(account);
          members.put(
              account.toString(),
              person.also().isEmpty() ? new Json.Text(person.name()) : person.json());
        });
    page.write(RECORD, new Json.Obj(members).write() + "\n");
  }
}
