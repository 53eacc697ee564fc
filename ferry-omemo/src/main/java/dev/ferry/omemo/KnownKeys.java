package dev.ferry.omemo;

import dev.ferry.port.Records;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The keys that people look at: this device's own, and those of others with the trust in each. Any
 * task may call, also while transfers run; what is said counts at once.
 */
public final class KnownKeys {
  private final KeyRecords records;

  /**
   * @param account whose OMEMO device is looked at; its resource is ignored
   */
  public KnownKeys(Records records, Jid account) {
    this.records = new KeyRecords(records, account.bare());
  }

  /**
   * This device as others see it.
   *
   * @param id its number among the account's devices
   */
  public record Own(int id, KeyPrint key) {}

  /** Empty until the account has been online with OMEMO. */
  public Optional<Own> own() throws IOException {
    return records.own(
        (keys, _) -> keys.map(k -> new Own(k.device(), KeyPrint.of(k.identity().getPublicKey()))));
  }

  /** All keys that devices of an account have shown, in that order. */
  public SequencedMap<KeyPrint, Trust> of(Jid account) throws IOException {
    return records.known(account).keys();
  }

  /** Keeps what a person says of a key, whether it was shown already or not. */
  public void trust(Jid account, KeyPrint key, Trust trust) throws IOException {
    records.trust(account, key, trust);
  }
}
