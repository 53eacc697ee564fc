package dev.ferry.io.xmpp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jivesoftware.smack.ConnectionConfiguration.DnssecMode;
import org.jivesoftware.smack.util.DNSUtil;
import org.jivesoftware.smack.util.dns.DNSResolver;
import org.minidns.dnsname.DnsName;
import org.minidns.record.SRV;
import org.minidns.util.SrvUtil;

/**
 * Where an account's server may be: as the account says, else by SRV records of the domain (RFC
 * 6120 3.2.1, XEP-0368), else at the domain itself. Looking up blocks as the system's resolver
 * does.
 */
final class Endpoints {
  private static final int STARTTLS_PORT = 5222;
  private static final int DIRECT_PORT = 5223;

  private Endpoints() {}

  /** Addresses to try in turn, at least one. */
  static List<InetSocketAddress> of(XmppAccount account) throws SignInException {
    if (account.server().isPresent()) {
      XmppAccount.Server server = account.server().get();
      return addresses(server.host(), server.port());
    }
    boolean direct = account.tls() == XmppAccount.Tls.DIRECT;
    String domain = account.jid().domain();
    List<InetSocketAddress> found = new ArrayList<>();
    for (SRV record : records(domain, direct ? "_xmpps-client._tcp" : "_xmpp-client._tcp")) {
      try {
        found.addAll(addresses(record.target.ace, record.port));
      } catch (SignInException unknown) {
        System.getLogger(Endpoints.class.getName())
            .log(System.Logger.Level.DEBUG, "SRV target of " + domain, unknown);
      }
    }
    return found.isEmpty() ? addresses(domain, direct ? DIRECT_PORT : STARTTLS_PORT) : found;
  }

  /** No record is asked for where none can be: addresses and this machine (RFC 6761 6.3). */
  private static List<SRV> records(String domain, String service) {
    boolean local = domain.equals("localhost") || domain.endsWith(".localhost");
    if (local || isAddress(domain)) {
      return List.of();
    }
    Optional<DNSResolver> resolver = Optional.ofNullable(DNSUtil.getDNSResolver());
    Optional<Collection<SRV>> records =
        resolver.map(r ->
            r.lookupSrvRecords(
                DnsName.from(service + "." + domain), new ArrayList<>(), DnssecMode.disabled));
    return records.map(SrvUtil::sortSrvRecords).orElse(List.of());
  }

  private static boolean isAddress(String domain) {
    try {
      InetAddress.ofLiteral(domain);
      return true;
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }

  private static List<InetSocketAddress> addresses(String host, int port) throws SignInException {
    try {
      List<InetSocketAddress> found = new ArrayList<>();
      for (InetAddress address : InetAddress.getAllByName(host)) {
        found.add(new InetSocketAddress(address, port));
      }
      return found;
    } catch (UnknownHostException e) {
      throw new SignInException(
          SignInException.Kind.UNKNOWN_HOST,
          "unknown host %s: check the account's domain, or name its server with --server HOST:PORT"
              .formatted(host),
          e);
    }
  }
}
