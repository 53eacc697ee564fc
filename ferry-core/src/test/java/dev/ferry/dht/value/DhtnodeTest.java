package dev.ferry.dht.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Content.Clear;
import dev.ferry.dht.value.Content.Encrypted;
import dev.ferry.dht.value.Content.Signed;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that dhtnode 2.4.12 made, and the other way round what it would have to make of ours. */
class DhtnodeTest {
  private static final InetAddress SOMEBODY = InetAddress.getLoopbackAddress();

  @ParameterizedTest
  @ValueSource(
      strings = {"clear", "signed", "signed-long", "encrypted", "encrypted-long", "certificate"})
  void packsItsValuesAsItDoes(String name) {
    assertThat(Dhtnode.value(name).packed()).isEqualTo(Dhtnode.packed(name));
  }

  @Test
  void readsAClearOne() {
    assertThat(Dhtnode.value("clear").content())
        .isEqualTo(new Clear(new Body(0, Bytes.ofText("hello"), "text/plain")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"signed", "signed-long"})
  void verifiesItsSignatures(String name) {
    Value value = Dhtnode.value(name);

    assertThat(value.content())
        .isInstanceOfSatisfying(
            Signed.class, signed -> assertThat(Signatures.verify(signed)).isTrue());
    assertThat(ValueTypes.standard().admit(InfoHash.ofText("anywhere"), value, SOMEBODY))
        .contains(value);
  }

  @ParameterizedTest
  @CsvSource({"encrypted, 11", "encrypted-long, 3000"})
  void opensWhatItEncrypted(String name, int size) {
    Owner recipient = Dhtnode.recipient();

    Value opened = recipient.open(Dhtnode.value(name)).orElseThrow();

    assertThat(opened.id()).isEqualTo(Dhtnode.value(name).id());
    assertThat(opened.content())
        .isInstanceOfSatisfying(
            Signed.class,
            signed -> {
              assertThat(signed.content().data().size()).isEqualTo(size);
              assertThat(signed.recipient()).contains(recipient.id());
              assertThat(signed.owner())
                  .isEqualTo(((Signed) Dhtnode.value("signed").content()).owner());
            });
  }

  @Test
  void encryptsToTheSameLength() {
    Owner recipient = Dhtnode.recipient();
    Value opened = recipient.open(Dhtnode.value("encrypted-long")).orElseThrow();

    Value sealed =
        recipient.seal(
            opened,
            recipient.key(),
            bytes -> {
              for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i + 1);
              }
            });

    assertThat(sealed.content()).isInstanceOf(Encrypted.class);
    assertThat(sealed.size()).isEqualTo(Dhtnode.value("encrypted-long").size());
  }

  @Test
  void takesItsCertificateAtTheIdOfItsKeyAlone() {
    Value certificate = Dhtnode.value("certificate");
    InfoHash id = Dhtnode.recipient().id();

    assertThat(certificate.id()).isEqualTo(CertificateValue.ID);
    assertThat(CertificateValue.keyId(certificate)).contains(id);
    assertThat(ValueTypes.standard().admit(id, certificate, SOMEBODY)).contains(certificate);
    assertThat(ValueTypes.standard().admit(InfoHash.ofText("else"), certificate, SOMEBODY))
        .isEmpty();
    assertThat(ValueTypes.standard().admitsEdit(id, certificate, certificate)).isTrue();
  }

  @Test
  void writesCertificatesAsItDoes() {
    Body body = Dhtnode.value("certificate").content().body().orElseThrow();
    String text = body.data().asText();
    String chain = text.substring(text.indexOf("-----BEGIN"));

    assertThat(CertificateValue.of(chain)).isEqualTo(Dhtnode.value("certificate"));
  }
}
