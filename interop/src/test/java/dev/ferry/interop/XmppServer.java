package dev.ferry.interop;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A running XMPP server of the domain {@code localhost} with a SOCKS5 proxy, whose accounts are all
 * in each other's rosters.
 */
sealed interface XmppServer extends AutoCloseable permits Prosody, Ejabberd {

  /** The local parts of the accounts there are; each row takes two that no other row took. */
  List<String> ACCOUNTS =
      List.of(
          "alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "kim",
          "leo", "mallory", "niaj", "olivia", "peggy");

  /** The password of all accounts. */
  String PASSWORD = "interop";

  /** Where clients connect to with STARTTLS. */
  InetSocketAddress address();

  /** Where clients connect to with TLS from the first byte. */
  InetSocketAddress directTls();

  /** What clients have to trust. */
  Path trusted();

  /** The program, which logs every stanza to its standard output. */
  ChildProcess process();

  /** A point in the log to read on from. */
  default int now() {
    return process().lines().size();
  }

  /** The log since that point. */
  default String since(int point) {
    List<Line> all = process().lines();
    return all.subList(point, all.size()).stream()
        .map(Line::text)
        .collect(Collectors.joining("\n"));
  }

  /** Waits until a line of the log since that point holds all these texts. */
  default void awaitStanza(int point, String... texts) throws InterruptedException {
    process()
        .await(
            String.join(" ", texts),
            Duration.ofSeconds(30),
            point,
            line -> Stream.of(texts).allMatch(line.text()::contains));
  }

  @Override
  void close() throws Exception;

  /** The bare address of an account. */
  static String jid(String account) {
    return account + "@localhost";
  }
}
