package dev.ferry.app.account;

import dev.ferry.identity.AccountId;
import dev.ferry.identity.AddressBook;
import dev.ferry.identity.AddressBook.Person;
import dev.ferry.port.Records;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the user calls accounts without a server, and how else the same people are reached. Any
 * thread may call.
 */
public final class ContactNames {
  private final Records records;

  public ContactNames(Records records) {
    this.records = records;
  }

  /** Calls an account so from now on. */
  public void call(AccountId account, String name) throws IOException {
    change(account, person -> new Person(name.strip(), person.also()));
  }

  /** Also reaches the person of an account by these from now on, as they are typed. */
  public void also(AccountId account, List<String> addresses) throws IOException {
    change(account, person -> new Person(person.name(), addresses));
  }

  private void change(AccountId account, UnaryOperator<Person> change) throws IOException {
    AddressBook _ =
        records.alone(page -> {
          AddressBook before = AddressBook.read(page);
          AddressBook after = before.with(account, change.apply(before.of(account)));
          after.write(page);
          return after;
        });
  }

  /** What an account is called. */
  public Optional<String> of(AccountId account) throws IOException {
    return Optional.of(person(account).name()).filter(name -> !name.isEmpty());
  }

  /** The person of an account. */
  public Person person(AccountId account) throws IOException {
    return records.alone(AddressBook::read).of(account);
  }

  /** The accounts of that name, in whatever case; more than one when the name was given twice. */
  public List<AccountId> named(String name) throws IOException {
    List<AccountId> found = new ArrayList<>();
    records
        .alone(AddressBook::read)
        .all()
        .forEach((account, person) -> {
          if (person
              .name()
              .toLowerCase(Locale.ROOT)
              .equals(name.strip().toLowerCase(Locale.ROOT))) {
            found.add(account);
          }
        });
    return found;
  }
}
