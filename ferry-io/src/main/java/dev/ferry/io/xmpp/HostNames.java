package dev.ferry.io.xmpp;

import java.net.IDN;
import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Whether a certificate was issued for an XMPP domain (RFC 6120 13.7, RFC 9525): by the DNS names
 * and addresses it lists, never by its subject. May be used from any thread.
 */
final class HostNames {
  private static final int DNS = 2;
  private static final int ADDRESS = 7;

  private HostNames() {}

  static boolean match(String domain, X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names != null && names.stream().anyMatch(n -> matches(domain, n));
    } catch (CertificateParsingException unreadable) {
      return false;
    }
  }

  private static boolean matches(String domain, List<?> alternative) {
    String value = String.valueOf(alternative.get(1));
    return switch ((Integer) alternative.get(0)) {
      case DNS -> matchesName(domain, value);
      case ADDRESS -> matchesAddress(domain, value);
      default -> false;
    };
  }

  private static boolean matchesName(String domain, String pattern) {
    String name = ascii(domain);
    String wanted = pattern.toLowerCase(Locale.ROOT);
    if (!wanted.startsWith("*.")) {
      return name.equals(wanted);
    }
    // A star stands for one whole label on the left, and for nothing else.
    int dot = name.indexOf('.');
    return dot > 0 && name.substring(dot).equals(wanted.substring(1));
  }

  private static String ascii(String domain) {
    try {
      return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException notAName) {
      return domain.toLowerCase(Locale.ROOT);
    }
  }

  private static boolean matchesAddress(String domain, String address) {
    try {
      return InetAddress.ofLiteral(domain).equals(InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }
}
