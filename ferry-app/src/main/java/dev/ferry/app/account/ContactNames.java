package dev.ferry.app.account;

import dev.ferry.identity.AccountId;
import dev.ferry.json.Json;
import dev.ferry.port.Records;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the user calls accounts without a server. Any thread may call. */
public final class ContactNames {
  private static final String RECORD = "names";

  private final Records records;

  public ContactNames(Records records) {
    this.records = records;
  }

  /** Calls an account so from now on. */
  public void call(AccountId account, String name) throws IOException {
    String written =
        records.alone(page -> {
          Map<String, Json> members = new LinkedHashMap<>(members(page));
          members.put(account.toString(), new Json.Text(name.strip()));
          String text = new Json.Obj(members).write() + "\n";
          page.write(RECORD, text);
          return text;
        });
    assert !written.isEmpty();
  }

  /** What an account is called. */
  public Optional<String> of(AccountId account) throws IOException {
    return Optional.ofNullable(all().get(account));
  }

  /** The accounts of that name, in whatever case; more than one when the name was given twice. */
  public List<AccountId> named(String name) throws IOException {
    List<AccountId> found = new ArrayList<>();
    all()
        .forEach((account, called) -> {
          if (called.toLowerCase(Locale.ROOT).equals(name.strip().toLowerCase(Locale.ROOT))) {
            found.add(account);
          }
        });
    return found;
  }

  private Map<AccountId, String> all() throws IOException {
    Map<AccountId, String> all = new LinkedHashMap<>();
    records
        .alone(ContactNames::members)
        .forEach((id, name) -> {
          Optional<AccountId> account = AccountId.parse(id);
          if (account.isPresent() && name instanceof Json.Text(String text)) {
            all.put(account.get(), text);
          }
        });
    return all;
  }

  private static Map<String, Json> members(Records.Page page) throws IOException {
    return page.read(RECORD).flatMap(Json::parse).map(Json.Obj::members).orElse(Map.of());
  }
}
