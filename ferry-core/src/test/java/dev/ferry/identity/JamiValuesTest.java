package dev.ferry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.Content;
import dev.ferry.dht.value.Content.Signed;
import dev.ferry.dht.value.Owner;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.value.ValueCodec;
import dev.ferry.dht.value.ValueTypes;
import dev.ferry.ice.TcpType;
import dev.ferry.ice.meeting.Description;
import dev.ferry.identity.ChainCheck.Verdict;
import dev.ferry.peerlink.ConnectRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as a real Jami put them into the DHT. */
class JamiValuesTest {
  private static final AccountId JAMI =
      AccountId.parse("3ef7e55d730a4187e76a78813200237068387c50").orElseThrow();
  private static final String DEVICE = "31208747a04c76a08621cf9f7a238fdaf5dac2b4";
  private static final String LONG_DEVICE =
      "01e404dc8fd2fc476e749dc587f849345859a26893d128ba05774154a2f106cc";
  private static final Instant THEN = Instant.parse("2026-11-22T12:00:00Z");
  private static final Map<String, Bytes> VALUES = read();

  private static Map<String, Bytes> read() {
    Map<String, StringBuilder> hex = new HashMap<>();
    String last = "";
    try (InputStream in =
        Objects.requireNonNull(JamiValuesTest.class.getResourceAsStream("jami-values.txt"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
        if (!line.startsWith(" ")) {
          last = line;
        }
        hex.computeIfAbsent(last, name -> new StringBuilder());
        hex.get(last).append(line.startsWith(" ") ? line.strip() : "");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Bytes> values = new HashMap<>();
    hex.forEach(
        (name, digits) -> values.put(name, Bytes.of(HexFormat.of().parseHex(digits.toString()))));
    return values;
  }

  private static Value value(String name) {
    return ValueCodec.parse(Objects.requireNonNull(VALUES.get(name))).orElseThrow();
  }

  /** What it says to who has the key. */
  private static Signed opened(String name) {
    Content content = Owner.of(Keys.LAPTOP).open(value(name)).orElseThrow().content();
    assertThat(content).isInstanceOf(Signed.class);
    Signed signed = (Signed) content;
    assertThat(signed.owner().id()).hasToString(DEVICE);
    return signed;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"announcement", "certificates", "trust-request", "message", "connection-request"})
  void comeBackToTheByte(String name) {
    assertThat(value(name).packed()).isEqualTo(VALUES.get(name));
  }

  @Test
  void anAccountSaysWhichDeviceIsItsOwn() {
    PublicKeyInfo device = Announcement.read(value("announcement"), JAMI).orElseThrow();
    assertThat(DeviceId.of(device)).hasToString(DEVICE);
    assertThat(DeviceId.of(device).longId()).isEqualTo(LONG_DEVICE);
  }

  @Test
  void certificatesProveThatDevice() {
    Body body = value("certificates").content().body().orElseThrow();
    PublicKeyInfo device = Announcement.read(value("announcement"), JAMI).orElseThrow();
    Verdict verdict = ChainCheck.at(THEN).check(Certificates.read(body.data().asText()), device);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Proven.class, proven -> assertThat(proven.chain().account()).isEqualTo(JAMI));
    assertThat(value("certificates").id()).isOne();
  }

  @Test
  void aWishToBeAContactIsRead() {
    TrustRequest request = TrustRequest.read(opened("trust-request").content()).orElseThrow();
    assertThat(request.confirm()).isFalse();
    assertThat(request.conversation()).matches("[0-9a-f]{40}");
  }

  @Test
  void aMessageIsNoSuchWish() {
    Body message = opened("message").content();
    assertThat(message.type()).isNotEqualTo(ValueTypes.TRUST_REQUEST.id());
    assertThat(message.data().asText()).contains("text/plain", "hello");
    assertThat(TrustRequest.read(message)).isEmpty();
    assertThat(ConnectRequest.read(message)).isEmpty();
  }

  @Test
  void aRequestForAConnectionSaysWhereItsSenderMayBeMet() {
    ConnectRequest request =
        ConnectRequest.read(opened("connection-request").content()).orElseThrow();
    assertThat(request.answer()).isFalse();
    assertThat(request.id()).isBetween(1L, ConnectRequest.LARGEST_ID);
    assertThat(Description.read(request.places()).orElseThrow().candidates())
        .anySatisfy(candidate -> {
          assertThat(candidate.tcpType()).isEqualTo(TcpType.PASSIVE);
          assertThat(candidate.address().getAddress().getHostAddress()).isEqualTo("198.18.99.1");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"trust-request", "message", "connection-request"})
  void nobodyElseReadsThem(String name) {
    assertThat(Owner.of(Keys.PHONE).open(value(name))).isEmpty();
  }

  @Test
  void theBytesOfAnotherDeviceAreNotBelieved() {
    AccountId other = People.LAPTOP.account();
    assertThat(Announcement.read(value("announcement"), other)).isEmpty();
  }
}
