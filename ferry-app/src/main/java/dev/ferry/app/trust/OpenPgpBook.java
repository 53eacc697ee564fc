package dev.ferry.app.trust;

import dev.ferry.app.account.OpenPgpKeys;
import dev.ferry.io.key.PinFile;
import dev.ferry.openpgp.Fingerprints;
import dev.ferry.openpgp.OwnKey;
import dev.ferry.port.Pins;
import dev.ferry.port.Pins.Pin;
import dev.ferry.port.Pins.Trust;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of OpenPGP.
 *
 * @param accounts of this device
 */
public record OpenPgpBook(OpenPgpKeys keys, List<Jid> accounts) implements KeyBook {
  public OpenPgpBook {
    accounts = List.copyOf(accounts);
  }

  /** What is known of the keys of others. */
  public static Pins pins(OpenPgpKeys keys) {
    return new PinFile(keys.folder());
  }

  @Override
  public String kind() {
    return "OpenPGP";
  }

  @Override
  public List<Own> own() throws IOException {
    List<Own> all = new ArrayList<>();
    for (Jid account : accounts) {
      Optional<byte[]> stored = keys.find(account);
      if (stored.isPresent()) {
        String print = Fingerprints.shown(OwnKey.fingerprint(stored.get()));
        all.add(new Own(Optional.of(account), print, Optional.empty()));
      }
    }
    return all;
  }

  @Override
  public List<Known> of(Jid peer) throws IOException {
    return pins(keys).of(peer).stream()
        .map(p -> new Known(p.fingerprint(), words(p.trust())))
        .toList();
  }

  private static String words(Trust trust) {
    return switch (trust) {
      case FIRST_USE -> "known, not verified";
      case VERIFIED -> "verified";
      case REFUSED -> "refused, since another was known";
    };
  }

  @Override
  public Optional<String> read(String typed) {
    return Fingerprints.parse(typed);
  }

  @Override
  public void decide(Jid peer, String fingerprint, boolean accept) throws IOException {
    Trust trust = accept ? Trust.VERIFIED : Trust.REFUSED;
    pins(keys).remember(new Pin(peer, fingerprint, trust, false));
  }
}
