package dev.ferry.ice.meeting;

import dev.ferry.ice.Candidate;
import dev.ferry.ice.CandidateType;
import dev.ferry.ice.Credentials;
import dev.ferry.ice.TcpType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one device tells the other before they meet: its credentials and where it may be met.
 * Immutable.
 *
 * <p>Written as lines: the user name fragment, the password, then a candidate each in the words of
 * RFC 8839 5.1 and RFC 6544 4.5. Lines that say something else are passed over, since other clients
 * list candidates of UDP, too.
 */
public record Description(Credentials credentials, List<Candidate> candidates) {
  private static final int MOST_CHARACTERS = 32 << 10;
  private static final int MOST_LINES = 200;
  private static final int MOST_CANDIDATES = 32;
  private static final Pattern LINE =
      Pattern.compile(
          "(?<foundation>\\S{1,64}) 1 [Tt][Cc][Pp] (?<priority>\\d{1,10}) (?<ip>[0-9A-Fa-f.:]{2,45})"
              + " (?<port>\\d{1,5}) typ (?<type>\\w{1,8})(?<more>(?: \\S{1,64} \\S{1,64}){0,8})");
  private static final Pattern TCP_TYPE = Pattern.compile(" tcptype (\\w{1,8})(?: |$)");

  public Description {
    candidates = List.copyOf(candidates);
  }

  /** As it is sent. */
  public String text() {
    var text = new StringBuilder();
    text.append(credentials.fragment()).append('\n').append(credentials.password()).append('\n');
    for (Candidate candidate : candidates) {
      text.append(candidate.foundation()).append(" 1 TCP ").append(candidate.priority());
      text.append(' ').append(ip(candidate.address().getAddress()));
      text.append(' ').append(candidate.address().getPort());
      text.append(" typ ").append(candidate.type().word());
      text.append(" tcptype ").append(candidate.tcpType().word()).append('\n');
    }
    return text.toString();
  }

  private static String ip(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  /** Reads a peer's; empty when it has no sound credentials or is far too long. */
  public static Optional<Description> read(String text) {
    if (text.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    String[] lines = text.split("\r?\n", MOST_LINES);
    if (lines.length < 2 || !Credentials.areSound(lines[0], lines[1])) {
      return Optional.empty();
    }
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 2; i < lines.length && candidates.size() < MOST_CANDIDATES; i++) {
      candidate(lines[i]).ifPresent(candidates::add);
    }
    return Optional.of(new Description(new Credentials(lines[0], lines[1]), candidates));
  }

  private static Optional<Candidate> candidate(String line) {
    Matcher words = LINE.matcher(line.strip());
    if (!words.matches()) {
      return Optional.empty();
    }
    Matcher tcp = TCP_TYPE.matcher(words.group("more"));
    Optional<TcpType> tcpType = tcp.find() ? TcpType.read(tcp.group(1)) : Optional.empty();
    Optional<CandidateType> type = CandidateType.read(words.group("type"));
    Optional<InetAddress> ip = literal(words.group("ip"));
    long priority = Long.parseLong(words.group("priority"));
    int port = Integer.parseInt(words.group("port"));
    boolean sound =
        tcpType.isPresent()
            && type.isPresent()
            && ip.isPresent()
            && priority >= 1
            && priority <= Candidate.MOST_PRIORITY
            && port >= 1
            && port <= 0xFFFF;
    return sound
        ? Optional.of(
            new Candidate(
                type.get(),
                tcpType.get(),
                new InetSocketAddress(ip.get(), port),
                words.group("foundation"),
                priority,
                Optional.empty()))
        : Optional.empty();
  }

  private static Optional<InetAddress> literal(String ip) {
    try {
      return Optional.of(InetAddress.ofLiteral(ip));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}
