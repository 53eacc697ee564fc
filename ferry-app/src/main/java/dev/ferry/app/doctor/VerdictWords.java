package dev.ferry.app.doctor;

import dev.ferry.doctor.Verdict;
import dev.ferry.doctor.Verdict.Advice;
import java.util.ArrayList;
import java.util.List;

/** The verdict in plain words, with what to do. */
public final class VerdictWords {
  private VerdictWords() {}

  /** The sentences: first what is to be expected, then each thing to do. */
  public static List<String> of(Verdict verdict) {
    List<String> sentences = new ArrayList<>();
    sentences.add(expectation(verdict));
    for (Advice advice : Advice.values()) {
      if (verdict.advice().contains(advice)) {
        sentences.add("Next: " + words(advice));
      }
    }
    return sentences;
  }

  private static String expectation(Verdict verdict) {
    String otherwise =
        verdict.relay()
            ? " The rest goes through the relay."
            : " For the rest there is no relay, only proxies and the XMPP server itself.";
    return switch (verdict.directness()) {
      case ANYBODY -> "Everybody can connect to this device: files go directly.";
      case MOST -> "Files go directly to most people." + otherwise;
      case FEW -> "Files go directly only to people whom anybody can connect to." + otherwise;
      case UNKNOWN ->
          "It is not known whether files can go directly to people elsewhere." + otherwise;
      case NOBODY -> "This device is on no network.";
    };
  }

  private static String words(Advice advice) {
    return switch (advice) {
      case CONNECT_TO_A_NETWORK -> "connect this device, or name another --interface";
      case ADD_AN_ACCOUNT -> "add an account: ferry account add you@example.org";
      case REACH_THE_DHT ->
          "let UDP pass to the nodes of the DHT, or name one that you know in FERRY_BOOTSTRAP";
      case MEND_SIGN_IN -> "mend what keeps the account from signing in, see above";
      case NAME_A_SERVER ->
          "name a STUN server in FERRY_ICE_SERVERS, such as stun:stun.example.org, or ask who runs"
              + " your XMPP server for one";
      case NAME_A_RELAY ->
          "name a relay in FERRY_ICE_SERVERS, such as turns:turn.example.org#user:password, or ask"
              + " who runs your XMPP server for one";
      case MEND_A_SERVER -> "take the server that fails out, or ask who runs it";
      case SWITCH_MAPPING_ON ->
          "switch UPnP, NAT-PMP or PCP on in the router, so that others can connect to you";
      case ASK_PROVIDER_FOR_AN_ADDRESS ->
          "the router itself is behind a NAT; ask the provider for a public address, or for IPv6";
    };
  }
}
