package dev.ferry.ice.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.stun.Attributes;
import dev.ferry.ice.stun.ErrorCode;
import dev.ferry.ice.stun.Integrity;
import dev.ferry.ice.stun.NonceCookie;
import dev.ferry.ice.stun.NotStun;
import dev.ferry.ice.stun.Octets;
import dev.ferry.ice.stun.PasswordAlgorithm;
import dev.ferry.ice.stun.Seal;
import dev.ferry.ice.stun.StunKey;
import dev.ferry.ice.stun.StunMessage;
import dev.ferry.ice.stun.StunMethod;
import dev.ferry.ice.stun.StunPacket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** RFC 8489 9.2.3 to 9.2.5. */
class LongTermTest {
  private static final StunMessage REQUEST =
      StunMessage.request(StunMethod.ALLOCATE, bytes -> bytes[0] = 1);
  private static final LongTerm FIRST = LongTerm.with(Optional.of(new Login("user", "pass")));
  private static final StunKey KEY =
      StunKey.longTerm("user", "realm", "pass", PasswordAlgorithm.MD5);

  private static StunPacket packet(byte[] bytes) {
    return switch (StunPacket.read(ByteBuffer.wrap(bytes))) {
      case StunPacket packet -> packet;
      case NotStun no -> throw new AssertionError(no.why());
    };
  }

  private static StunMessage challenge(int code, String nonce) {
    return REQUEST.error(code, "").with(Attributes.REALM, "realm").with(Attributes.NONCE, nonce);
  }

  private static LongTerm again(LongTerm login, StunMessage answer) {
    return switch (login.judge(packet(answer.encode()))) {
      case Verdict.Again(LongTerm renewed) -> renewed;
      case Verdict other -> throw new AssertionError(other.toString());
    };
  }

  @Test
  void asksFirstWithoutAnyProof() {
    assertThat(FIRST.sign(REQUEST)).isEqualTo(REQUEST.encode());
  }

  @Test
  void provesItselfWithTheGivenNonce() {
    LongTerm second = again(FIRST, challenge(401, "n1"));

    StunPacket signed = packet(second.sign(REQUEST));

    assertThat(signed.message().get(Attributes.USERNAME)).contains("user");
    assertThat(signed.message().get(Attributes.REALM)).contains("realm");
    assertThat(signed.message().get(Attributes.NONCE)).contains("n1");
    assertThat(signed.integrity()).contains(Integrity.SHA1);
    assertThat(signed.isSealedWith(KEY)).isTrue();
  }

  @Test
  void takesASecondRefusalOfTheLoginForFinal() {
    LongTerm second = again(FIRST, challenge(401, "n1"));

    assertThat(second.judge(packet(challenge(401, "n2").encode())))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void takesARefusalOnAnotherConnectionForAChallenge() {
    LongTerm elsewhere = again(FIRST, challenge(401, "n1")).elsewhere();
    LongTerm there = again(elsewhere, challenge(401, "n2"));

    assertThat(packet(there.sign(REQUEST)).message().get(Attributes.NONCE)).contains("n2");
    assertThat(there.judge(packet(challenge(401, "n3").encode())))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void renewsTheNonceButNotForEver() {
    LongTerm login = again(FIRST, challenge(401, "n"));
    for (int i = 0; i < 4; i++) {
      login = again(login, challenge(438, "n" + i));
    }

    assertThat(login.judge(packet(challenge(438, "n5").encode())))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(login.accepted().judge(packet(challenge(438, "n5").encode())))
        .isInstanceOf(Verdict.Again.class);
  }

  @Test
  void believesOnlyWhoKnowsThePassword() {
    LongTerm login = again(FIRST, challenge(401, "n"));
    StunMessage yes = REQUEST.success().with(Attributes.LIFETIME, 600L);
    StunKey wrong = StunKey.longTerm("user", "realm", "Pass", PasswordAlgorithm.MD5);

    assertThat(login.judge(packet(yes.encode(Seal.of(Integrity.SHA1, KEY)))))
        .isEqualTo(new Verdict.Done(yes));
    assertThat(login.judge(packet(yes.encode()))).isInstanceOf(Verdict.Doubtful.class);
    assertThat(login.judge(packet(yes.encode(Seal.of(Integrity.SHA1, wrong)))))
        .isInstanceOf(Verdict.Doubtful.class);
  }

  @Test
  void isSentElsewhereOnlyWithAProof() {
    LongTerm login = again(FIRST, challenge(401, "n"));
    StunMessage elsewhere = REQUEST.error(ErrorCode.TRY_ALTERNATE, "");

    assertThat(login.judge(packet(elsewhere.encode()))).isInstanceOf(Verdict.Doubtful.class);
    assertThat(login.judge(packet(elsewhere.encode(Seal.of(Integrity.SHA1, KEY)))))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void choosesTheServersFirstAlgorithmThatItKnowsAndHidesTheUser() {
    List<PasswordAlgorithm> offered =
        List.of(
            new PasswordAlgorithm(77, Octets.of()),
            PasswordAlgorithm.SHA_256,
            PasswordAlgorithm.MD5);
    String nonce = new NonceCookie(true, true).text() + "x";
    LongTerm login =
        again(FIRST, challenge(401, nonce).with(Attributes.PASSWORD_ALGORITHMS, offered));

    StunPacket signed = packet(login.sign(REQUEST));

    assertThat(signed.message().get(Attributes.PASSWORD_ALGORITHM))
        .contains(PasswordAlgorithm.SHA_256);
    assertThat(signed.message().get(Attributes.PASSWORD_ALGORITHMS)).contains(offered);
    assertThat(signed.message().has(Attributes.USERNAME)).isFalse();
    assertThat(signed.message().get(Attributes.USERHASH))
        .contains(StunKey.userhash("user", "realm"));
    assertThat(
            signed.isSealedWith(
                StunKey.longTerm("user", "realm", "pass", PasswordAlgorithm.SHA_256)))
        .isTrue();
    assertThat(signed.has(Integrity.SHA1)).isFalse();
  }

  @Test
  void doesNotLetItsAlgorithmsBeTakenAway() {
    String nonce = new NonceCookie(true, false).text();

    assertThat(FIRST.judge(packet(challenge(401, nonce).encode())))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void doesNotTryWithoutALoginOrWithoutANonce() {
    assertThat(LongTerm.with(Optional.empty()).judge(packet(challenge(401, "n").encode())))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(FIRST.judge(packet(REQUEST.error(401, "").encode())))
        .isInstanceOf(Verdict.Refused.class);
  }
}
