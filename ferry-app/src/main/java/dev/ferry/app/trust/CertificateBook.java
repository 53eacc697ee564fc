package dev.ferry.app.trust;

import dev.ferry.io.key.KeyFile;
import dev.ferry.io.key.PinFile;
import dev.ferry.port.Pins.Pin;
import dev.ferry.port.Pins.Trust;
import dev.ferry.security.Fingerprint;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The certificates of TLS between devices, in a folder of keys. */
public record CertificateBook(Path keys) implements KeyBook {
  @Override
  public String kind() {
    return "TLS";
  }

  @Override
  public List<Own> own() throws IOException {
    String print = Fingerprint.of(new KeyFile(keys).credentials().certificate()).text();
    return List.of(new Own(Optional.empty(), print, Optional.empty()));
  }

  @Override
  public List<Known> of(Jid peer) throws IOException {
    return new PinFile(keys)
        .of(peer).stream().map(p -> new Known(p.fingerprint(), words(p.trust()))).toList();
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
    return Fingerprint.parse(typed).map(Fingerprint::text);
  }

  @Override
  public void decide(Jid peer, String fingerprint, boolean accept) throws IOException {
    PinFile pins = new PinFile(keys);
    Pin pin =
        pins.of(peer).stream()
            .filter(known -> known.fingerprint().equals(fingerprint))
            .findFirst()
            .orElse(new Pin(peer, fingerprint, Trust.VERIFIED, false));
    pins.remember(pin.trusted(accept ? Trust.VERIFIED : Trust.REFUSED));
  }
}
