package dev.ferry.identity;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.value.ValueCodec;
import dev.ferry.identity.Making.Made;
import dev.ferry.identity.Standing.Deed;
import dev.ferry.identity.Standing.Event;
import dev.ferry.json.Json;
import dev.ferry.machine.Step;
import dev.ferry.port.Randomness;
import dev.ferry.port.Records;
import java.io.IOException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the account of this home, its device here, and its contacts. Any task may call; processes
 * that share a home see one another's changes.
 */
public final class IdentityStore {
  private static final String RECORD = "account";
  private static final String CONTACTS = "contacts";
  private static final String DAMAGED =
      "is damaged; restore it, or remove it and import the account from an export";

  private final Records records;
  private final Randomness random;

  public IdentityStore(Records records, Randomness random) {
    this.records = records;
    this.random = random;
  }

  /**
   * What can be known without the passphrase.
   *
   * @param locked whether a passphrase is needed for more
   */
  public record Label(AccountId account, String device, String name, boolean locked) {}

  /** Which account is here; empty when there is none. */
  public Optional<Label> label() throws IOException {
    Optional<Json.Obj> record = record();
    return record.isEmpty() ? Optional.empty() : Optional.of(label(record.get()));
  }

  /**
   * The account and the device; empty when there is none, or the passphrase is wrong.
   *
   * @param passphrase does not matter when it is not locked
   */
  public Optional<Made> open(String passphrase) throws IOException {
    Optional<String> box = record().flatMap(r -> r.text("box"));
    if (box.isEmpty()) {
      return Optional.empty();
    }
    return switch (Box.open(bytes(box.get()), passphrase)) {
      case Box.Opened.Text(String text) -> Optional.of(made(text).orElseThrow(this::damaged));
      case Box.Opened.Locked l -> Optional.empty();
      case Box.Opened.Damaged d -> throw damaged();
    };
  }

  /**
   * Keeps an account where there is none yet, and takes over the contacts it brings.
   *
   * @param passphrase empty to lock nothing
   * @return whether it is kept now; not when there is one already
   */
  public boolean create(Made made, String passphrase) throws IOException {
    Json.Obj record = written(made, passphrase);
    return records.alone(page -> {
      if (page.read(RECORD).isPresent()) {
        return false;
      }
      page.write(CONTACTS, contacts(page).adopting(made.archive().contacts()).text());
      page.write(RECORD, record.write() + "\n");
      return true;
    });
  }

  /** Keeps a changed account in the place of the one before. */
  public void replace(Made made, String passphrase) throws IOException {
    Json.Obj record = written(made, passphrase);
    records.alone(page -> {
      page.write(RECORD, record.write() + "\n");
      return record;
    });
  }

  /** Where all that is kept, for what must change together with it. */
  public Records records() {
    return records;
  }

  /** Whom the account knows. */
  public ContactBook contacts() throws IOException {
    return records.alone(IdentityStore::contacts);
  }

  /** Something happened with another account; answers what is to be done. */
  public List<Deed> on(AccountId account, Event event) throws IOException {
    return records.alone(page -> {
      ContactBook before = contacts(page);
      Step<ContactBook, Deed> step = before.on(account, event);
      if (!step.next().equals(before)) {
        page.write(CONTACTS, step.next().text());
      }
      return step.effects();
    });
  }

  /** Whom the account knows, within a change. */
  public static ContactBook contacts(Records.Page page) throws IOException {
    Optional<String> text = page.read(CONTACTS);
    return text.isEmpty()
        ? ContactBook.EMPTY
        : ContactBook.parse(text.get())
            .orElseThrow(() -> new IOException("the record '" + CONTACTS + "' " + DAMAGED));
  }

  /** Keeps whom the account knows, within a change. */
  public static void keep(Records.Page page, ContactBook book) throws IOException {
    page.write(CONTACTS, book.text());
  }

  private Optional<Json.Obj> record() throws IOException {
    Optional<String> text = records.alone(page -> page.read(RECORD));
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(Json.parse(text.get()).orElseThrow(this::damaged));
  }

  private Label label(Json.Obj record) throws IOException {
    AccountId account = record.text(RECORD).flatMap(AccountId::parse).orElseThrow(this::damaged);
    return new Label(
        account,
        record.text("device").orElse(""),
        record.text("name").orElse(""),
        record.truth("locked"));
  }

  private Json.Obj written(Made made, String passphrase) {
    OwnDevice device = made.device();
    Json.Obj secret =
        Json.EMPTY
            .with("archive", made.archive().text())
            .with("key", RsaKeys.pem(device.keys()))
            .with("chain", device.chain().pem())
            .with("announcement", base64(device.announcement().packed()));
    return Json.EMPTY
        .with(RECORD, device.account().toString())
        .with("device", device.id().longId())
        .with("name", made.archive().name())
        .with("locked", Json.of(!passphrase.isEmpty()))
        .with("box", base64(Box.lock(secret.write(), passphrase, random)));
  }

  private static Optional<Made> made(String text) {
    Optional<Json.Obj> secret = Json.parse(text);
    Optional<Archive> archive = secret.flatMap(s -> s.text("archive")).flatMap(Archive::read);
    Optional<KeyPair> keys =
        secret.flatMap(s -> s.text("key")).flatMap(pem -> RsaKeys.read(Bytes.ofText(pem)));
    Optional<Value> announcement =
        secret.flatMap(s -> s.text("announcement")).flatMap(v -> ValueCodec.parse(bytes(v)));
    var certificates = Certificates.read(secret.flatMap(s -> s.text("chain")).orElse(""));
    if (archive.isEmpty()
        || keys.isEmpty()
        || announcement.isEmpty()
        || certificates.size() < Chain.SHORTEST) {
      return Optional.empty();
    }
    try {
      Chain chain = new Chain(certificates);
      return Optional.of(
          new Made(archive.get(), new OwnDevice(keys.get(), chain, announcement.get())));
    } catch (IllegalArgumentException mixed) {
      return Optional.empty();
    }
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static Bytes bytes(String base64) {
    try {
      return Bytes.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException none) {
      return Bytes.EMPTY;
    }
  }

  private IOException damaged() {
    return new IOException("the record '" + RECORD + "' " + DAMAGED);
  }
}
