package dev.ferry.stanza;

import java.util.Locale;
import java.util.Optional;

/**
 * An XMPP address (RFC 7622): local part, domain, resource. Local part and domain compare without
 * regard to case; an absent part is the empty string.
 */
public record Jid(String local, String domain, String resource) {
  private static final int LONGEST_PART = 1023;

  public Jid {
    local = local.toLowerCase(Locale.ROOT);
    domain = domain.toLowerCase(Locale.ROOT);
  }

  /** Reads an address; empty when it is none. */
  public static Optional<Jid> parse(String text) {
    int slash = text.indexOf('/');
    String bare = slash < 0 ? text : text.substring(0, slash);
    String resource = slash < 0 ? "" : text.substring(slash + 1);
    int at = bare.indexOf('@');
    String local = at < 0 ? "" : bare.substring(0, at);
    String domain = bare.substring(at + 1);
    boolean sound =
        isPart(domain)
            && domain.indexOf('@') < 0
            && (at < 0 || isPart(local))
            && (slash < 0 || isPart(resource))
            && isClean(local)
            && (isClean(domain) || isIpv6(domain));
    return sound ? Optional.of(new Jid(local, domain, resource)) : Optional.empty();
  }

  /** Reads an address that the program itself wrote. */
  public static Jid of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a JID: " + text));
  }

  private static boolean isPart(String part) {
    return !part.isEmpty() && part.length() <= LONGEST_PART;
  }

  private static boolean isClean(String part) {
    return part.chars().noneMatch(c -> c <= ' ' || "\"&':<>".indexOf(c) >= 0);
  }

  private static boolean isIpv6(String domain) {
    return domain.matches("\\[[0-9a-fA-F:.]+]");
  }

  public Jid bare() {
    return new Jid(local, domain, "");
  }

  public boolean isFull() {
    return !resource.isEmpty();
  }

  public Jid withResource(String name) {
    return new Jid(local, domain, name);
  }

  @Override
  public String toString() {
    return (local.isEmpty() ? "" : local + "@")
        + domain
        + (resource.isEmpty() ? "" : "/" + resource);
  }
}
