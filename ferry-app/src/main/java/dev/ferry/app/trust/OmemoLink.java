package dev.ferry.app.trust;

import dev.ferry.omemo.KeyPrint;
import dev.ferry.omemo.KnownKeys;
import dev.ferry.stanza.Jid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An address with the keys of its OMEMO devices, as Conversations and others put it into the codes
 * that people scan: {@code xmpp:juliet@example.org?omemo-sid-123=HEX;omemo-sid-456=HEX}.
 *
 * @param keys those that could be read
 */
public record OmemoLink(Jid account, List<KeyPrint> keys) {
  private static final String SCHEME = "xmpp:";
  private static final String KEY = "omemo-sid-";

  public OmemoLink {
    keys = List.copyOf(keys);
  }

  static String write(Jid account, KnownKeys.Own own) {
    return SCHEME + account.bare() + "?" + KEY + own.id() + "=" + own.key().digits();
  }

  /** Reads what was scanned; empty when it is no such link. */
  public static Optional<OmemoLink> read(String scanned) {
    int question = scanned.indexOf('?');
    if (!scanned.startsWith(SCHEME) || question < 0) {
      return Optional.empty();
    }
    List<KeyPrint> keys = new ArrayList<>();
    for (String part : scanned.substring(question + 1).split("[;&]")) {
      int equals = part.indexOf('=');
      if (part.startsWith(KEY) && equals > 0) {
        KeyPrint.parse(part.substring(equals + 1)).ifPresent(keys::add);
      }
    }
    return Jid.parse(scanned.substring(SCHEME.length(), question))
        .filter(_ -> !keys.isEmpty())
        .map(account -> new OmemoLink(account, keys));
  }
}
