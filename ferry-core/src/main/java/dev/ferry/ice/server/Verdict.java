package dev.ferry.ice.server;

import dev.ferry.ice.stun.Attributes;
import dev.ferry.ice.stun.ErrorCode;
import dev.ferry.ice.stun.StunMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** What an answer of a server comes to. */
public sealed interface Verdict {
  /** It was done. */
  record Done(StunMessage answer) implements Verdict {}

  /** The same is to be asked again, in a transaction of its own, signed anew. */
  record Again(LongTerm login) implements Verdict {}

  /** It was refused, and asking again does not help. */
  record Refused(ErrorCode error, StunMessage answer) implements Verdict {
    /** Where the server wants to be asked instead (RFC 8489 10), if it is a place. */
    public Optional<InetSocketAddress> alternate() {
      return error.code() == ErrorCode.TRY_ALTERNATE
          ? answer.get(Attributes.ALTERNATE_SERVER).filter(Refused::isPlace)
          : Optional.empty();
    }

    private static boolean isPlace(InetSocketAddress at) {
      InetAddress address = at.getAddress();
      return at.getPort() > 0 && !address.isAnyLocalAddress() && !address.isMulticastAddress();
    }
  }

  /** It does not prove that it comes from who knows the password, or it is not understood. */
  record Doubtful(String why) implements Verdict {}
}
