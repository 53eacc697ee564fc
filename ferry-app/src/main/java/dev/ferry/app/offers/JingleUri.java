package dev.ferry.app.offers;

import dev.ferry.Peer;
import dev.ferry.stanza.Jid;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A published offer as a link names it: {@code xmpp:alice@example.org?jingle;id=NAME} (XEP-0358
 * 2.3).
 *
 * @param owner who offers it
 * @param id the name of the offer
 */
public record JingleUri(Jid owner, String id) {
  private static final String SCHEME = "xmpp:";
  private static final String QUERY = "jingle";
  private static final String ID = "id=";

  /** Whether a text means to be such a link. */
  public static boolean isMeant(String text) {
    return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /** Empty for what is no such link. */
  public static Optional<JingleUri> parse(String text) {
    int query = text.indexOf('?');
    if (!isMeant(text) || query < 0) {
      return Optional.empty();
    }
    String[] parts = text.substring(query + 1).split(";");
    Optional<Jid> owner = decoded(text.substring(SCHEME.length(), query)).flatMap(Jid::parse);
    Optional<String> id =
        Arrays.stream(parts)
            .skip(1)
            .filter(part -> part.startsWith(ID))
            .findFirst()
            .flatMap(part -> decoded(part.substring(ID.length())))
            .filter(name -> !name.isBlank());
    return parts[0].equals(QUERY) && owner.isPresent() && id.isPresent()
        ? Optional.of(new JingleUri(owner.get(), id.get()))
        : Optional.empty();
  }

  private static Optional<String> decoded(String text) {
    try {
      // A plus is a plus in these links, not a space.
      return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  /** Whether this is the name of that offer. */
  public boolean names(KnownFiles.Known known) {
    return known.from().equals(new Peer.Xmpp(owner.bare()))
        && known.publication().filter(id::equals).isPresent();
  }
}
