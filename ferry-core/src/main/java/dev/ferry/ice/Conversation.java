package dev.ferry.ice;

import dev.ferry.ice.stun.Attributes;
import dev.ferry.ice.stun.ErrorCode;
import dev.ferry.ice.stun.Flag;
import dev.ferry.ice.stun.Integrity;
import dev.ferry.ice.stun.Seal;
import dev.ferry.ice.stun.StunClass;
import dev.ferry.ice.stun.StunKey;
import dev.ferry.ice.stun.StunMessage;
import dev.ferry.ice.stun.StunMethod;
import dev.ferry.ice.stun.StunPacket;
import dev.ferry.port.Randomness;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * The words of connectivity checks (RFC 8445 7.1, 7.3, 16.1): how they are written, and what those
 * of the peer mean. Immutable but for who the peer is, which is learnt once.
 *
 * @param theirs empty as long as the peer's are unknown
 */
record Conversation(Randomness random, Credentials ours, Optional<Credentials> theirs) {
  private static final String SOFTWARE = "Ferry";

  /** What a message on a connection means. */
  sealed interface Meaning {
    /** A check of the peer's. */
    record Asked(
        StunMessage request, Role theirs, long tieBreaker, long priority, boolean nominating)
        implements Meaning {}

    /** A request that is refused with this answer. */
    record Rejected(byte[] answer) implements Meaning {}

    /** Our check succeeded. */
    record Answered() implements Meaning {}

    /** Our check was refused. */
    record Refused(int code) implements Meaning {}

    /** Nothing to be done about it. */
    record Nothing() implements Meaning {}
  }

  Conversation with(Credentials peer) {
    return new Conversation(random, ours, Optional.of(peer));
  }

  /** A check; only once the peer's credentials are known. */
  StunMessage check(Role role, long tieBreaker, long priority, boolean nominating) {
    String user = theirs.orElseThrow().fragment() + ":" + ours.fragment();
    StunMessage request =
        StunMessage.request(StunMethod.BINDING, random)
            .with(Attributes.SOFTWARE, SOFTWARE)
            .with(Attributes.USERNAME, user)
            .with(Attributes.PRIORITY, priority)
            .with(
                role == Role.CONTROLLING ? Attributes.ICE_CONTROLLING : Attributes.ICE_CONTROLLED,
                tieBreaker);
    return nominating ? request.with(Attributes.USE_CANDIDATE, Flag.SET) : request;
  }

  /** A check whose answer says that the peer still wants our bytes (RFC 7675 5.1). */
  byte[] question(ChecklistEffect.Check like) {
    return sealedForPeer(check(like.role(), like.tieBreaker(), like.priority(), false));
  }

  byte[] sealedForPeer(StunMessage request) {
    return request.encode(seal(theirs.orElseThrow()));
  }

  /** The answer that a check came through. */
  byte[] answer(StunMessage request, InetSocketAddress from) {
    return request.success().with(Attributes.XOR_MAPPED_ADDRESS, from).encode(seal(ours));
  }

  byte[] conflict(StunMessage request) {
    return request.error(ErrorCode.ROLE_CONFLICT, "Role Conflict").encode(seal(ours));
  }

  /** What keeps a connection and the mappings under it alive (RFC 8445 11). */
  byte[] keepAlive() {
    return StunMessage.indication(StunMethod.BINDING, random).encode(Seal.FINGERPRINT);
  }

  /**
   * The answer to a request on a connection that is in use: a late check, or a question for consent
   * (RFC 7675 5.1), which need not look like a check. Empty where it is not from the peer.
   */
  Optional<byte[]> late(StunPacket packet, InetSocketAddress from) {
    StunMessage request = packet.message();
    boolean fromPeer =
        request.method() == StunMethod.BINDING
            && request.kind() == StunClass.REQUEST
            && request.get(Attributes.USERNAME).filter(this::isForUs).isPresent()
            && packet.isSealedWith(StunKey.shortTerm(ours.password()))
            && request.notUnderstood().isEmpty();
    return fromPeer ? Optional.of(answer(request, from)) : Optional.empty();
  }

  private static Seal seal(Credentials with) {
    return Seal.of(Integrity.SHA1, StunKey.shortTerm(with.password())).withFingerprint();
  }

  /**
   * What a packet means.
   *
   * @param open our check that is not answered yet
   */
  Meaning read(StunPacket packet, Optional<StunMessage> open) {
    StunMessage message = packet.message();
    if (message.method() != StunMethod.BINDING) {
      return new Meaning.Nothing();
    }
    return switch (message.kind()) {
      case REQUEST -> request(packet, message);
      case INDICATION -> new Meaning.Nothing();
      case SUCCESS, ERROR -> response(packet, message, open);
    };
  }

  private Meaning request(StunPacket packet, StunMessage request) {
    Optional<String> user = request.get(Attributes.USERNAME);
    if (packet.integrity().isEmpty() || user.isEmpty()) {
      return rejected(request, ErrorCode.BAD_REQUEST, "no integrity");
    }
    if (!isForUs(user.get()) || !packet.isSealedWith(StunKey.shortTerm(ours.password()))) {
      return rejected(request, ErrorCode.UNAUTHENTICATED, "not the peer");
    }
    List<Integer> unknown = request.notUnderstood();
    if (!unknown.isEmpty()) {
      return new Meaning.Rejected(
          request
              .error(ErrorCode.UNKNOWN_ATTRIBUTE, "not understood")
              .with(Attributes.UNKNOWN_ATTRIBUTES, unknown)
              .encode(seal(ours)));
    }
    Optional<Long> priority = request.get(Attributes.PRIORITY);
    Optional<Long> controlling = request.get(Attributes.ICE_CONTROLLING);
    Optional<Long> number = controlling.or(() -> request.get(Attributes.ICE_CONTROLLED));
    if (priority.isEmpty() || number.isEmpty()) {
      return rejected(request, ErrorCode.BAD_REQUEST, "no check");
    }
    return new Meaning.Asked(
        request,
        controlling.isPresent() ? Role.CONTROLLING : Role.CONTROLLED,
        number.get(),
        priority.get(),
        request.has(Attributes.USE_CANDIDATE));
  }

  /** The name is ours, a colon, and the peer's, if that is known already. */
  private boolean isForUs(String user) {
    return theirs.isPresent()
        ? user.equals(ours.fragment() + ":" + theirs.get().fragment())
        : user.startsWith(ours.fragment() + ":");
  }

  /** Unsealed, as we share no key with whoever that is (RFC 8489 9.1.3). */
  private static Meaning rejected(StunMessage request, int code, String why) {
    return new Meaning.Rejected(request.error(code, why).encode(Seal.FINGERPRINT));
  }

  private Meaning response(StunPacket packet, StunMessage message, Optional<StunMessage> open) {
    boolean expected =
        open.isPresent()
            && theirs.isPresent()
            && message.answers(open.get())
            && packet.isSealedWith(StunKey.shortTerm(theirs.get().password()));
    if (!expected) {
      boolean refused =
          open.isPresent() && message.answers(open.get()) && message.kind() == StunClass.ERROR;
      return refused ? new Meaning.Refused(code(message)) : new Meaning.Nothing();
    }
    boolean done =
        message.kind() == StunClass.SUCCESS
            && message.notUnderstood().isEmpty()
            && message.has(Attributes.XOR_MAPPED_ADDRESS);
    return done ? new Meaning.Answered() : new Meaning.Refused(code(message));
  }

  private static int code(StunMessage message) {
    return message.get(Attributes.ERROR_CODE).map(ErrorCode::code).orElse(0);
  }
}
