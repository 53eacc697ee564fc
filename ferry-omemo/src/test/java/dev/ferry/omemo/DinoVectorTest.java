package dev.ferry.omemo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.omemo.SessionSteps.Outcome;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.whispersystems.libsignal.IdentityKey;
import org.whispersystems.libsignal.IdentityKeyPair;
import org.whispersystems.libsignal.InvalidKeyException;
import org.whispersystems.libsignal.ecc.Curve;
import org.whispersystems.libsignal.state.PreKeyRecord;
import org.whispersystems.libsignal.state.SignedPreKeyRecord;

/** A transfer between two Dino 0.4.2, opened with its receiver's keys. */
class DinoVectorTest {
  private final String vector = vector();

  @Test
  void opensTheKeyOfTheFileFromTheKeysUp() throws Exception {
    KeyTransport element = offered();
    SessionSteps steps = new SessionSteps(receiver(), new PeerKeys());

    Outcome outcome = steps.open(element.sender(), element.of(number("device_id")).orElseThrow());

    assertThat(outcome).isInstanceOf(Outcome.Read.class);
    Outcome.Read read = (Outcome.Read) outcome;
    assertThat(HexFormat.of().formatHex(read.secret())).isEqualTo(text("transport_key_hex"));
    assertThat(read.begun()).isTrue();
    assertThat(element.payload()).isFalse();
    assertThat(file(read.secret(), element.iv())).isEqualTo(bytes("hex"));
  }

  @Test
  void opensTheFirstMessageAndThenTheKeyOfTheFileInOneSession() throws Exception {
    KeyTransport message = element(text("first_message"));
    SessionSteps steps = new SessionSteps(receiver(), new PeerKeys());
    int device = number("device_id");

    Outcome first = steps.open(message.sender(), message.of(device).orElseThrow());
    Outcome second = steps.open(message.sender(), offered().of(device).orElseThrow());
    Outcome again = steps.open(message.sender(), offered().of(device).orElseThrow());

    assertThat(message.payload()).isTrue();
    assertThat(first).isInstanceOf(Outcome.Read.class);
    assertThat(second).isInstanceOf(Outcome.Read.class);
    assertThat(again).isInstanceOf(Outcome.Replayed.class);
    assertThat(steps.own().preKeys()).hasSize(99);
  }

  private KeyTransport offered() {
    return element(text("session_initiate"));
  }

  private static KeyTransport element(String stanza) {
    return find(XmlText.read(stanza).orElseThrow()).getFirst();
  }

  private static List<KeyTransport> find(Xml in) {
    List<KeyTransport> found = new ArrayList<>();
    KeyTransport.read(in).ifPresent(found::add);
    in.children().forEach(child -> found.addAll(find(child)));
    return found;
  }

  private byte[] file(byte[] key, byte[] iv) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
    return cipher.doFinal(bytes("sender_to_receiver_after_socks"));
  }

  private OwnKeys receiver() throws IOException, InvalidKeyException {
    var identity =
        new IdentityKeyPair(
            new IdentityKey(Base64.getDecoder().decode(text("identity_key_public")), 0),
            Curve.decodePrivatePoint(Base64.getDecoder().decode(text("identity_key_private"))));
    List<SignedPreKeyRecord> signed = new ArrayList<>();
    for (String key : list("signed_pre_keys")) {
      signed.add(new SignedPreKeyRecord(Base64.getDecoder().decode(key)));
    }
    List<PreKeyRecord> preKeys = new ArrayList<>();
    for (String key : list("pre_keys")) {
      preKeys.add(new PreKeyRecord(Base64.getDecoder().decode(key)));
    }
    return new OwnKeys(number("device_id"), identity, signed, preKeys, 1);
  }

  private byte[] bytes(String name) {
    return HexFormat.of().parseHex(text(name));
  }

  private String text(String name) {
    return match("\"" + name + "\"\\s*:\\s*\\[?\\s*\"([^\"]*)\"");
  }

  private int number(String name) {
    return Integer.parseInt(match("\"" + name + "\"\\s*:\\s*(\\d+)"));
  }

  private List<String> list(String name) {
    List<String> values = new ArrayList<>();
    Matcher each =
        Pattern.compile("\"([^\"]*)\"").matcher(match("\"" + name + "\"\\s*:\\s*\\[([^\\]]*)\\]"));
    while (each.find()) {
      values.add(each.group(1));
    }
    return values;
  }

  private String match(String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(vector);
    assertThat(found.find()).as(pattern).isTrue();
    return found.group(1);
  }

  private static String vector() {
    try (InputStream file = DinoVectorTest.class.getResourceAsStream("dino-jet-vector.json")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
