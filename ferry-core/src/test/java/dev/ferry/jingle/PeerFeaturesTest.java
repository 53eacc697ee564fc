package dev.ferry.jingle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.stanza.StanzaFile;
import dev.ferry.transport.IbbWire;
import dev.ferry.transport.Socks5Wire;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PeerFeaturesTest {
  private static PeerFeatures of(String client) {
    return new PeerFeatures(
        StanzaFile.payload("/dev/ferry/xmpp/" + client + "-info.xml").all("feature").stream()
            .flatMap(feature -> feature.attribute("var").stream())
            .collect(Collectors.toSet()));
  }

  @Test
  void knowsWhatGajimCan() {
    PeerFeatures gajim = of("gajim-1.7.3");

    assertThat(gajim.areKnown()).isTrue();
    assertThat(gajim.canReceiveFiles()).isTrue();
    assertThat(gajim.have(Socks5Wire.NAMESPACE)).isTrue();
    assertThat(gajim.have(IbbWire.JINGLE_NAMESPACE)).isTrue();
    assertThat(gajim.digests())
        .containsExactlyInAnyOrder(
            "md5",
            "sha-1",
            "sha-256",
            "sha-512",
            "sha3-256",
            "sha3-512",
            "blake2b-256",
            "blake2b-512");
  }

  @Test
  void knowsWhatDinoCanAndCannot() {
    PeerFeatures dino = of("dino-0.4.2");

    assertThat(dino.canReceiveFiles()).isTrue();
    assertThat(dino.have("urn:xmpp:jingle:jet:0")).isTrue();
    assertThat(dino.giveDigests()).isFalse();
    assertThat(dino.digests()).isEmpty();
  }

  @Test
  void doesNotTakeJingleAloneForFileTransfer() {
    assertThat(new PeerFeatures(Set.of(JingleCodec.NAMESPACE)).canReceiveFiles()).isFalse();
    assertThat(of("prosody-0.12-proxy").canReceiveFiles()).isFalse();
  }

  @Test
  void countsNoAlgorithmsOfWhoDoesNotSpeakOfDigests() {
    assertThat(new PeerFeatures(Set.of("urn:xmpp:hash-function-text-names:sha-256")).digests())
        .isEmpty();
  }

  @Test
  void isUnknownWhenTheDeviceSaidNothing() {
    assertThat(new PeerFeatures(Set.of()).areKnown()).isFalse();
  }
}
