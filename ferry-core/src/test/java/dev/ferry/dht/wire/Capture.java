package dev.ferry.dht.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** A datagram that two dhtnode exchanged. */
record Capture(String direction, byte[] bytes) {
  static List<Capture> all() {
    try (InputStream in = Capture.class.getResourceAsStream("dhtnode-2.4.12.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(l -> !l.startsWith("#"))
          .map(l -> l.split(" ", -1))
          .map(l -> new Capture(l[0], HexFormat.of().parseHex(l[1])))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
