package dev.ferry.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.pgpainless.PGPainless;

class OwnKeyTest {
  private static final Jid ALICE = Jid.of("alice@example.org/desk");

  private static byte[] stored(OwnKey key) {
    return key.armored().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void staysLockedWhereItIsStored() throws Exception {
    OwnKey key = Keys.of("alice");
    assertThat(OwnKey.unlock(stored(key), "alice's words").fingerprint())
        .isEqualTo(key.fingerprint());
    assertThatThrownBy(() -> OwnKey.unlock(stored(key), "other words"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("passphrase");
    assertThat(key.armored()).startsWith("-----BEGIN PGP PRIVATE KEY BLOCK-----");
    assertThat(key.armoredCertificate()).startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----");
    assertThat(key.toString()).isEqualTo("the OpenPGP key " + key.fingerprint());
  }

  @Test
  void isNotKeptWithoutPassphrase() throws Exception {
    String bare =
        PGPainless.asciiArmor(PGPainless.generateKeyRing().modernKeyRing("xmpp:a@example.org"));
    assertThatThrownBy(() -> OwnKey.unlock(bare.getBytes(StandardCharsets.UTF_8), "words"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not protected");
    assertThatThrownBy(() -> OwnKey.make(ALICE, "")).isInstanceOf(RuntimeException.class);
  }

  @Test
  void saysWhoseItIsOnceItIsImported() throws Exception {
    String armored =
        PGPainless.asciiArmor(
            PGPainless.generateKeyRing().modernKeyRing("Alice <alice@work.example>", "words"));
    OwnKey imported = OwnKey.unlock(armored.getBytes(StandardCharsets.UTF_8), "words");
    assertThat(Certificate.of(imported.certificate()).isOf(ALICE)).isFalse();
    OwnKey named = imported.of(ALICE);
    assertThat(Certificate.of(named.certificate()).isOf(ALICE)).isTrue();
    assertThat(named.fingerprint()).isEqualTo(imported.fingerprint());
    assertThat(OwnKey.unlock(stored(named), "words").of(ALICE).fingerprint())
        .isEqualTo(imported.fingerprint());
  }

  @Test
  void isNotReadFromNonsense() {
    for (String nonsense :
        new String[] {"", "-----BEGIN PGP PRIVATE KEY BLOCK-----", "\u0000\u00ff"}) {
      assertThatThrownBy(() -> OwnKey.unlock(nonsense.getBytes(StandardCharsets.UTF_8), "words"))
          .isInstanceOf(IOException.class);
    }
    byte[] certificate = Keys.of("alice").armoredCertificate().getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> OwnKey.unlock(certificate, "words")).isInstanceOf(IOException.class);
  }

  @Test
  void hasAFingerprintThatPeopleCanCompare() {
    String print = Keys.print("alice");
    assertThat(print).matches("[0-9A-F]{40}");
    assertThat(Fingerprints.parse(Fingerprints.shown(print))).contains(print);
    assertThat(Fingerprints.parse(print.toLowerCase(java.util.Locale.ROOT))).contains(print);
    assertThat(Fingerprints.parse(print + "0")).isEmpty();
    assertThat(Fingerprints.parse("AA:BB")).isEmpty();
  }
}
