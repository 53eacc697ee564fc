package dev.ferry.xmpp;

import dev.ferry.stanza.Xml;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;

/**
 * What an entity is and can do (XEP-0030 3).
 *
 * @param identities in the order given
 * @param features sorted, each once
 */
public record DiscoInfo(List<Identity> identities, SequencedSet<String> features) {
  private static final int MOST_FEATURES = 1024;

  public DiscoInfo {
    identities = List.copyOf(identities);
    features = java.util.Collections.unmodifiableSequencedSet(new TreeSet<>(features));
  }

  /** What kind of thing an entity is. */
  public record Identity(String category, String type, String language, String name) {}

  /** Reads a {@code query} element; what makes no sense is left out. */
  static DiscoInfo read(Xml query) {
    var identities =
        query.all("identity").stream()
            .map(i ->
                new Identity(
                    i.attribute("category").orElse(""),
                    i.attribute("type").orElse(""),
                    i.attribute("xml:lang").orElse(""),
                    i.attribute("name").orElse("")))
            .toList();
    var features = new TreeSet<String>();
    query.all("feature").stream()
        .limit(MOST_FEATURES)
        .forEach(f -> f.attribute("var").ifPresent(features::add));
    return new DiscoInfo(identities, features);
  }

  /** The {@code query} element, without a node. */
  Xml toXml() {
    return Xml.of("query", Disco.INFO)
        .with(identities.stream().map(DiscoInfo::element).toList())
        .with(features.stream().map(f -> Xml.of("feature", Disco.INFO).with("var", f)).toList());
  }

  private static Xml element(Identity identity) {
    Xml element =
        Xml.of("identity", Disco.INFO)
            .with("category", identity.category())
            .with("type", identity.type());
    Xml spoken =
        identity.language().isEmpty() ? element : element.with("xml:lang", identity.language());
    return identity.name().isEmpty() ? spoken : spoken.with("name", identity.name());
  }

  /** Whether one of the identities is of this kind. */
  public boolean is(String category, String type) {
    return identities.stream()
        .anyMatch(i -> i.category().equals(category) && i.type().equals(type));
  }
}
