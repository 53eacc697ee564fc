package dev.ferry.identity;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Owner;
import dev.ferry.dht.value.Value;
import dev.ferry.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The secret of an account, as Jami exports and imports it: with it new devices can be made. What
 * others wrote into it and is not understood here stays in it. Its text shows no key.
 *
 * @param chain the account's certificate, then who issued it
 */
public record Archive(KeyPair keys, List<X509Certificate> chain, Json.Obj everything) {
  private static final String AUTHORITY_KEY = "ringCaKey";
  private static final String KEY = "ringAccountKey";
  private static final String CHAIN = "ringAccountCert";
  private static final String REVOKED = "ringAccountCRL";
  private static final String OTHER_KEY = "ethKey";
  private static final String CONTACTS = "ringAccountContacts";
  private static final String NAME = "Account.displayName";
  private static final int OTHER_KEY_LENGTH = 32;

  public Archive {
    chain = List.copyOf(chain);
  }

  /** A new account. */
  public static Archive create(KeyPair authority, KeyPair keys, String name, Issuing issuing) {
    X509Certificate top = issuing.authority(authority);
    List<X509Certificate> chain = List.of(issuing.account(keys, top, authority), top);
    byte[] other = new byte[OTHER_KEY_LENGTH];
    issuing.random().fill(other);
    Json.Obj everything =
        Json.EMPTY
            .with(AUTHORITY_KEY, base64(RsaKeys.pem(authority)))
            .with(KEY, base64(RsaKeys.pem(keys)))
            .with(CHAIN, base64(Certificates.pem(chain)))
            .with(OTHER_KEY, Base64.getEncoder().encodeToString(other))
            .with(NAME, name);
    return new Archive(keys, chain, everything);
  }

  /** Reads one; empty when the key or the certificates are missing or do not fit each other. */
  public static Optional<Archive> read(String text) {
    Optional<Json.Obj> object = Json.parse(text);
    Optional<KeyPair> keys = object.flatMap(o -> bytes(o, KEY)).flatMap(RsaKeys::read);
    List<X509Certificate> chain =
        object
            .flatMap(o -> bytes(o, CHAIN))
            .map(b -> Certificates.read(b.asText()))
            .orElse(List.of());
    boolean fits =
        keys.isPresent()
            && !chain.isEmpty()
            && chain.size() < Certificates.MOST
            && Owner.of(keys.get()).key().equals(Certificates.key(chain.getFirst()));
    return fits ? Optional.of(new Archive(keys.get(), chain, object.get())) : Optional.empty();
  }

  public AccountId account() {
    return AccountId.of(Certificates.key(chain.getFirst()));
  }

  /** What the person calls themselves; may be empty. */
  public String name() {
    return everything.text(NAME).orElse("");
  }

  /** The certificates that were taken back, if any were. */
  public Optional<Revocations> revoked() {
    return bytes(everything, REVOKED).filter(b -> !b.isEmpty()).flatMap(Revocations::read);
  }

  /** The text that {@link #read} reads. */
  public String text() {
    return everything.write();
  }

  /** Makes a device of this account. */
  public OwnDevice device(KeyPair device, Issuing issuing) {
    X509Certificate own = issuing.device(device, chain.getFirst(), keys);
    List<X509Certificate> all = new ArrayList<>(chain);
    all.addFirst(own);
    Value announcement =
        Announcement.of(Owner.of(keys), Owner.of(device).key()).withSomeId(issuing.random());
    return new OwnDevice(device, new Chain(all), announcement);
  }

  /** With a device taken back, from now on and for everybody who asks. */
  public Archive revoking(X509Certificate device, Instant now) {
    Revocations list = Revoking.revoke(device, revoked(), chain.getFirst(), keys, now);
    return with(everything.with(REVOKED, base64(list.pem())));
  }

  public Archive named(String name) {
    return with(everything.with(NAME, name));
  }

  /** Whom the account knows; those that cannot be read are left out. */
  public Map<AccountId, Contact> contacts() {
    Map<AccountId, Contact> contacts = new LinkedHashMap<>();
    if (everything.get(CONTACTS).orElse(Json.EMPTY) instanceof Json.Obj all) {
      all.members()
          .forEach((id, contact) ->
              AccountId.parse(id)
                  .ifPresent(account -> {
                    if (contact instanceof Json.Obj object) {
                      contacts.put(account, Contact.read(object));
                    }
                  }));
    }
    return contacts;
  }

  public Archive withContacts(Map<AccountId, Contact> contacts) {
    Map<String, Json> all = new LinkedHashMap<>();
    contacts.forEach((id, contact) -> all.put(id.toString(), contact.json()));
    return with(everything.with(CONTACTS, new Json.Obj(all)));
  }

  private Archive with(Json.Obj changed) {
    return new Archive(keys, chain, changed);
  }

  private static Optional<Bytes> bytes(Json.Obj object, String name) {
    return object
        .text(name)
        .flatMap(text -> {
          try {
            return Optional.of(Bytes.of(Base64.getMimeDecoder().decode(text)));
          } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
          }
        });
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "archive of " + account();
  }
}
