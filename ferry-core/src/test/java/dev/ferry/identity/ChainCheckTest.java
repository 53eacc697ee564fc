package dev.ferry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.identity.ChainCheck.Verdict;
import dev.ferry.identity.ChainCheck.Verdict.Refused;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What proves a device, and that nothing else does. */
class ChainCheckTest {
  private static final Instant NOW = People.NOW;
  private static final X509Certificate LAPTOP = People.LAPTOP.certificates().getFirst();

  private static Verdict check(X509Certificate... chain) {
    return ChainCheck.at(NOW).check(List.of(chain));
  }

  private static Refused refused(Flaw flaw) {
    return new Refused(flaw);
  }

  @Test
  void provesADeviceOfAnAccount() {
    Verdict verdict = ChainCheck.at(NOW).check(People.LAPTOP.pem());

    assertThat(verdict).isEqualTo(new Verdict.Proven(People.LAPTOP));
    assertThat(People.LAPTOP.account().toString())
        .isEqualTo(Certificates.key(People.ALICE).id().toString())
        .isEqualTo(Certificates.issuerUid(LAPTOP).orElseThrow());
    assertThat(People.LAPTOP.device().longId()).hasSize(64);
  }

  @Test
  void certificatesHaveJamisForm() {
    assertThat(Certificates.subjectUid(LAPTOP)).contains(People.LAPTOP.device().toString());
    assertThat(LAPTOP.getSubjectX500Principal().getName()).contains("CN=Jami device");
    assertThat(LAPTOP.getSigAlgName()).isEqualTo("SHA384withRSA");
    assertThat(LAPTOP.getVersion()).isEqualTo(3);
    assertThat(LAPTOP.getBasicConstraints()).isNegative();
    assertThat(LAPTOP.getKeyUsage()).startsWith(true, false, false);
    assertThat(People.ALICE.getBasicConstraints()).isNotNegative();
    assertThat(People.ALICE.getKeyUsage())
        .containsExactly(false, false, false, false, false, true, true, false, false);
    assertThat(LAPTOP.getSerialNumber().bitLength()).isEqualTo(63);
    byte[] id = People.LAPTOP.device().hash().toByteArray();
    assertThat(LAPTOP.getExtensionValue("2.5.29.14")).endsWith(id);
    assertThat(
            Duration.between(LAPTOP.getNotBefore().toInstant(), LAPTOP.getNotAfter().toInstant()))
        .isEqualTo(Duration.ofDays(3650).plusMinutes(5));
  }

  @Test
  void refusesWhatIsNoChain() {
    assertThat(ChainCheck.at(NOW).check("")).isEqualTo(refused(Flaw.UNREADABLE));
    assertThat(
            ChainCheck.at(NOW)
                .check("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"))
        .isEqualTo(refused(Flaw.UNREADABLE));
    assertThat(check(LAPTOP)).isEqualTo(refused(Flaw.INCOMPLETE));
    X509Certificate[] many = {LAPTOP, LAPTOP, LAPTOP, LAPTOP, LAPTOP, LAPTOP};
    assertThat(check(many)).isEqualTo(refused(Flaw.TOO_LONG));
  }

  @Test
  void refusesADeviceThatVouchesForItself() {
    assertThat(check(People.AUTHORITY, People.AUTHORITY)).isEqualTo(refused(Flaw.SELF_SIGNED));
  }

  @Test
  void refusesTheChainOfAnotherAccount() {
    assertThat(check(LAPTOP, People.BOB, People.AUTHORITY)).isEqualTo(refused(Flaw.MISNAMED));
  }

  @Test
  void refusesASignatureOfAnotherKey() {
    X509Certificate forged =
        People.ISSUING.device(Keys.MALLORYS_LAPTOP, People.ALICE, Keys.MALLORY);

    assertThat(check(forged, People.ALICE, People.AUTHORITY)).isEqualTo(refused(Flaw.BROKEN));
  }

  @Test
  void refusesADeviceThatIssues() {
    X509Certificate below = People.ISSUING.device(Keys.MALLORYS_LAPTOP, LAPTOP, Keys.LAPTOP);

    assertThat(check(below, LAPTOP, People.ALICE, People.AUTHORITY))
        .isEqualTo(refused(Flaw.NO_ISSUER));
  }

  @Test
  void refusesAChainWithoutItsTop() {
    assertThat(check(LAPTOP, People.ALICE)).isEqualTo(refused(Flaw.MISNAMED));
  }

  @Test
  void refusesWeakKeys() {
    X509Certificate weak = People.ISSUING.device(Keys.WEAK, People.ALICE, Keys.ALICE);

    assertThat(check(weak, People.ALICE, People.AUTHORITY)).isEqualTo(refused(Flaw.NOT_RSA));
  }

  @Test
  void refusesWhatIsNotValidNow() {
    List<X509Certificate> chain = People.LAPTOP.certificates();

    assertThat(ChainCheck.at(NOW.plus(Duration.ofDays(3651))).check(chain))
        .isEqualTo(refused(Flaw.EXPIRED));
    assertThat(ChainCheck.at(NOW.minus(Duration.ofMinutes(6))).check(chain))
        .isEqualTo(refused(Flaw.NOT_YET));
  }

  @Test
  void refusesAnotherDeviceThanTheOneMeant() {
    assertThat(ChainCheck.at(NOW).check(People.LAPTOP.certificates(), People.PHONE.deviceKey()))
        .isEqualTo(refused(Flaw.OTHER_DEVICE));
  }

  @Test
  void refusesARevokedDeviceAndNoOther() {
    Revocations list = Revoking.revoke(LAPTOP, Optional.empty(), People.ALICE, Keys.ALICE, NOW);
    Revocations published = Revocations.of(list.value()).orElseThrow();
    ChainCheck check = new ChainCheck(NOW, List.of(published));

    assertThat(check.check(People.LAPTOP.pem())).isEqualTo(refused(Flaw.REVOKED));
    assertThat(check.check(People.PHONE.pem())).isEqualTo(new Verdict.Proven(People.PHONE));
  }

  @Test
  void aLaterListHasWhatAnEarlierOneHad() {
    X509Certificate phone = People.PHONE.certificates().getFirst();
    Revocations first = Revoking.revoke(LAPTOP, Optional.empty(), People.ALICE, Keys.ALICE, NOW);
    Revocations second =
        Revoking.revoke(phone, Optional.of(first), People.ALICE, Keys.ALICE, NOW.plusSeconds(1));
    ChainCheck check =
        new ChainCheck(NOW, List.of(Revocations.read(Bytes.ofText(second.pem())).orElseThrow()));

    assertThat(check.check(People.LAPTOP.pem())).isEqualTo(refused(Flaw.REVOKED));
    assertThat(check.check(People.PHONE.pem())).isEqualTo(refused(Flaw.REVOKED));
  }

  @Test
  void aListThatTheAccountDidNotMakeRevokesNothing() {
    Revocations forged = Revoking.revoke(LAPTOP, Optional.empty(), People.ALICE, Keys.MALLORY, NOW);
    Revocations others = Revoking.revoke(LAPTOP, Optional.empty(), People.BOB, Keys.BOB, NOW);

    assertThat(new ChainCheck(NOW, List.of(forged, others)).check(People.LAPTOP.pem()))
        .isEqualTo(new Verdict.Proven(People.LAPTOP));
    assertThat(Revocations.read(Bytes.ofText("no list"))).isEmpty();
  }

  @Test
  void aChainIsShownOnlyByTheSameCertificates() {
    List<X509Certificate> again =
        List.of(
            People.ISSUING.device(Keys.LAPTOP, People.ALICE, Keys.ALICE),
            People.ALICE,
            People.AUTHORITY);

    assertThat(People.LAPTOP.isShownBy(Certificates.read(People.LAPTOP.pem()))).isTrue();
    assertThat(People.LAPTOP.isShownBy(again)).isFalse();
    assertThat(People.LAPTOP.isShownBy(again.subList(0, 2))).isFalse();
  }

  @Test
  void provesADeviceThatARealJamiMade() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(ChainCheckTest.class.getResourceAsStream("jami-chain.pem"))) {
      String pem = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      X509Certificate device = Certificates.read(pem).getFirst();
      Instant then = device.getNotBefore().toInstant().plus(Duration.ofDays(1));

      assertThat(ChainCheck.at(then).check(pem)).isInstanceOf(Verdict.Proven.class);
      assertThat(new Chain(Certificates.read(pem)).account().toString())
          .isEqualTo(Certificates.issuerUid(device).orElseThrow());
    }
  }
}
