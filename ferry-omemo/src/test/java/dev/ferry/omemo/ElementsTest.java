package dev.ferry.omemo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ElementsTest {
  private static final String NAMESPACE = "eu.siacs.conversations.axolotl";

  @Test
  void writesADeviceListAsTheSpecificationShowsIt() {
    DeviceList list = DeviceList.NONE.with(12345).with(4223).with(31415);

    assertThat(list.write())
        .hasToString(
            "<list xmlns=\"eu.siacs.conversations.axolotl\"><device id=\"12345\"/>"
                + "<device id=\"4223\"/><device id=\"31415\"/></list>");
    assertThat(DeviceList.read(list.write())).isEqualTo(list);
  }

  @Test
  void passesOverWhatIsNoDeviceInAList() {
    Xml list =
        xml(
            "<list xmlns='eu.siacs.conversations.axolotl'><device id='7'/><device/>"
                + "<device id='x'/><device id='0'/><device id='-4'/><device id='2147483648'/>"
                + "<device id='99999999999999999999'/><other id='8'/><device id=' 9'/>"
                + "<device id='2147483647'/><device id='7'/></list>");

    assertThat(DeviceList.read(list).ids()).containsExactly(7, 2147483647);
  }

  @Test
  void believesNoMoreThanSixtyFourOfTenThousandDevices() {
    Xml many =
        Xml.of("list", NAMESPACE)
            .with(
                IntStream.rangeClosed(1, 10_000)
                    .mapToObj(i -> Xml.of("device", NAMESPACE).with("id", String.valueOf(i)))
                    .toList());

    DeviceList read = DeviceList.read(many);

    assertThat(read.ids()).hasSize(64).startsWith(1, 2, 3);
    assertThat(read.excess()).isEqualTo(9_936);
  }

  @Test
  void keepsTheOwnDeviceInAFullList() {
    DeviceList list = DeviceList.NONE;
    for (int i = 1; i <= 64; i++) {
      list = list.with(i);
    }

    assertThat(list.with(65).ids()).hasSize(64).contains(65).doesNotContain(1);
  }

  @Test
  void writesAndReadsABundle() {
    Bundle bundle = OwnKeys.make(5, Instant.EPOCH).bundle();

    Xml written = bundle.write();
    Bundle read = Bundle.read(reread(written)).orElseThrow();

    assertThat(written.children())
        .extracting(Xml::name)
        .containsExactly("signedPreKeyPublic", "signedPreKeySignature", "identityKey", "prekeys");
    assertThat(read.identity()).isEqualTo(bundle.identity());
    assertThat(read.signedPreKeyId()).isEqualTo(1);
    assertThat(read.preKeys()).isEqualTo(bundle.preKeys()).hasSize(100);
  }

  @Test
  void refusesABundleThatAnotherKeyHasSigned() {
    Bundle right = OwnKeys.make(5, Instant.EPOCH).bundle();
    Bundle other = OwnKeys.make(6, Instant.EPOCH).bundle();
    Bundle forged =
        new Bundle(
            right.identity(),
            other.signedPreKeyId(),
            other.signedPreKey(),
            other.signature(),
            right.preKeys());

    assertThat(Bundle.read(forged.write())).isEmpty();
  }

  @Test
  void refusesABundleWithoutAnyOfItsParts() {
    Xml whole = OwnKeys.make(5, Instant.EPOCH).bundle().write();

    for (Xml part : whole.children()) {
      List<Xml> others = whole.children().stream().filter(c -> c != part).toList();
      assertThat(Bundle.read(Xml.of("bundle", NAMESPACE).with(others))).as(part.name()).isEmpty();
    }
    assertThat(Bundle.read(Xml.of("bundle", "urn:other").with(whole.children()))).isEmpty();
  }

  @Test
  void writesAKeyTransportAsTheSpecificationShowsIt() {
    KeyTransport element =
        new KeyTransport(
            27183,
            List.of(
                new KeyTransport.Key(31415, false, new byte[] {1, 2, 3}),
                new KeyTransport.Key(12321, true, new byte[] {4})),
            new byte[12],
            false);

    assertThat(element.write())
        .hasToString(
            "<encrypted xmlns=\"eu.siacs.conversations.axolotl\"><header sid=\"27183\">"
                + "<key rid=\"31415\">AQID</key><key rid=\"12321\" prekey=\"true\">BA==</key>"
                + "<iv>AAAAAAAAAAAAAAAA</iv></header></encrypted>");
  }

  @Test
  void readsAKeyTransportWithWhiteSpaceAndEitherSpellingOfTrue() {
    KeyTransport read =
        KeyTransport.read(
                xml(
                    "<encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='27183'>"
                        + "<key rid='31415'>\n AQ\n ID </key><key rid='0'>AQID</key>"
                        + "<key prekey='1' rid='12321'>BA==</key><key rid='5'>???</key>"
                        + "<iv> AAAA AAAA\nAAAAAAAA </iv></header>"
                        + "<payload>AAAA</payload></encrypted>"))
            .orElseThrow();

    assertThat(read.sender()).isEqualTo(27183);
    assertThat(read.keys()).extracting(KeyTransport.Key::device).containsExactly(31415, 12321);
    assertThat(read.of(31415).orElseThrow().message()).containsExactly(1, 2, 3);
    assertThat(read.of(12321).orElseThrow().preKey()).isTrue();
    assertThat(read.iv()).hasSize(12);
    assertThat(read.payload()).isTrue();
  }

  @Test
  void readsNoKeyTransportWithoutASender() {
    assertThat(KeyTransport.read(xml("<encrypted xmlns='eu.siacs.conversations.axolotl'/>")))
        .isEmpty();
    assertThat(
            KeyTransport.read(
                xml(
                    "<encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='x'/>"
                        + "</encrypted>")))
        .isEmpty();
  }

  @Test
  void neverThrowsOnWhatIsMutated() {
    Random random = new Random(4);
    String bundle = OwnKeys.make(5, Instant.EPOCH).bundle().write().toString();
    String list = DeviceList.NONE.with(12).with(13).write().toString();
    String transport =
        new KeyTransport(
                3, List.of(new KeyTransport.Key(4, true, new byte[40])), new byte[12], false)
            .write()
            .toString();
    int survived = 0;
    for (int i = 0; i < 3_000; i++) {
      String text = List.of(bundle, list, transport).get(i % 3);
      StringBuilder mutated = new StringBuilder(text);
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        int at = random.nextInt(mutated.length());
        mutated.setCharAt(at, (char) random.nextInt(32, 127));
      }
      if (XmlText.read(mutated.toString()).isPresent()) {
        Xml read = xml(mutated.toString());
        Bundle.read(read);
        DeviceList.read(read);
        KeyTransport.read(read);
        survived++;
      }
    }
    assertThat(survived).isGreaterThan(500);
  }

  private static Xml reread(Xml element) {
    return xml(element.toString());
  }

  private static Xml xml(String text) {
    return XmlText.read(text).orElseThrow();
  }
}
