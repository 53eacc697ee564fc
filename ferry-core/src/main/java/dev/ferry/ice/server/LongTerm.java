package dev.ferry.ice.server;

import dev.ferry.ice.stun.Attributes;
import dev.ferry.ice.stun.ErrorCode;
import dev.ferry.ice.stun.Integrity;
import dev.ferry.ice.stun.PasswordAlgorithm;
import dev.ferry.ice.stun.Seal;
import dev.ferry.ice.stun.StunClass;
import dev.ferry.ice.stun.StunKey;
import dev.ferry.ice.stun.StunMessage;
import dev.ferry.ice.stun.StunPacket;
import java.util.List;
import java.util.Optional;

/**
 * Logging in at a server on one connection (RFC 8489 9.2): signs requests, judges answers. Pure and
 * immutable; a verdict {@link Verdict.Again} carries what to go on with.
 *
 * <p>Each connection has a nonce of its own, so that what was learnt on one is only a guess on the
 * next: {@link #elsewhere}.
 */
public final class LongTerm {
  /** New nonces in a row after which a server is not believed any more. */
  private static final int MOST_NONCES = 4;

  private final Optional<Login> login;
  private final Optional<Challenge> challenge;
  private final boolean borrowed;
  private final int nonces;

  private LongTerm(
      Optional<Login> login, Optional<Challenge> challenge, boolean borrowed, int nonces) {
    this.login = login;
    this.challenge = challenge;
    this.borrowed = borrowed;
    this.nonces = nonces;
  }

  /** On the first connection. */
  public static LongTerm with(Optional<Login> login) {
    return new LongTerm(login, Optional.empty(), false, 0);
  }

  /** On another connection to the same server. */
  public LongTerm elsewhere() {
    return new LongTerm(login, challenge, true, 0);
  }

  /** The wire form of a request, signed as far as that is possible yet. */
  public byte[] sign(StunMessage request) {
    if (login.isEmpty() || challenge.isEmpty()) {
      return request.encode();
    }
    Login own = login.get();
    Challenge given = challenge.get();
    StunMessage signed =
        given.hidesUsers()
            ? request.with(Attributes.USERHASH, StunKey.userhash(own.username(), given.realm()))
            : request.with(Attributes.USERNAME, own.username());
    signed = signed.with(Attributes.REALM, given.realm()).with(Attributes.NONCE, given.nonce());
    if (given.algorithm().isPresent()) {
      signed =
          signed
              .with(Attributes.PASSWORD_ALGORITHMS, given.algorithms())
              .with(Attributes.PASSWORD_ALGORITHM, given.algorithm().get());
    }
    return signed.encode(Seal.of(integrity(given), key(own, given)));
  }

  private static Integrity integrity(Challenge given) {
    return given.algorithms().isEmpty() ? Integrity.SHA1 : Integrity.SHA256;
  }

  private static StunKey key(Login own, Challenge given) {
    return StunKey.longTerm(
        own.username(),
        given.realm(),
        own.password(),
        given.algorithm().orElse(PasswordAlgorithm.MD5));
  }

  /**
   * What the answer to a request signed by this comes to.
   *
   * @param answer one that answers the request
   */
  public Verdict judge(StunPacket answer) {
    StunMessage message = answer.message();
    if (message.kind() == StunClass.SUCCESS) {
      return proved(answer)
          ? understood(message)
          : doubtful("does not prove that it knows the password");
    }
    Optional<ErrorCode> error = message.get(Attributes.ERROR_CODE);
    if (error.isEmpty()) {
      return doubtful("says neither yes nor why not");
    }
    return switch (error.get().code()) {
      case ErrorCode.UNAUTHENTICATED -> challenged(message, error.get());
      case ErrorCode.STALE_NONCE -> renewed(message, error.get());
      case ErrorCode.TRY_ALTERNATE ->
          proved(answer)
              ? new Verdict.Refused(error.get(), message)
              : doubtful("sends elsewhere without a proof that it may");
      default -> new Verdict.Refused(error.get(), message);
    };
  }

  private static Verdict understood(StunMessage message) {
    List<Integer> strange = message.notUnderstood();
    return strange.isEmpty()
        ? new Verdict.Done(message)
        : doubtful("says something that must be understood and is not: attributes " + strange);
  }

  private static Verdict doubtful(String why) {
    return new Verdict.Doubtful("the answer " + why);
  }

  /** An answer to a signed request must be sealed with the same key. */
  private boolean proved(StunPacket answer) {
    return login.isEmpty()
        || challenge.isEmpty()
        || answer.isSealedWith(key(login.get(), challenge.get()));
  }

  /** The first 401 of a connection asks for the login; a later one refuses it. */
  private Verdict challenged(StunMessage message, ErrorCode error) {
    Optional<Challenge> given = Challenge.of(message, Optional.empty());
    boolean first = challenge.isEmpty() || borrowed;
    return login.isPresent() && given.isPresent() && first
        ? new Verdict.Again(new LongTerm(login, given, false, 0))
        : new Verdict.Refused(error, message);
  }

  private Verdict renewed(StunMessage message, ErrorCode error) {
    Optional<Challenge> given = Challenge.of(message, challenge);
    return login.isPresent() && given.isPresent() && nonces < MOST_NONCES
        ? new Verdict.Again(new LongTerm(login, given, false, nonces + 1))
        : new Verdict.Refused(error, message);
  }

  /** After something was done: the next new nonce is the first one again. */
  public LongTerm accepted() {
    return new LongTerm(login, challenge, false, 0);
  }

  @Override
  public String toString() {
    return login.map(Login::toString).orElse("no login");
  }
}
