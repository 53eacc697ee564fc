package dev.ferry.omemo;

import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An OMEMO element: one secret, encrypted for each of several devices (XEP-0384 4.6, 4.7).
 *
 * @param sender the device that sealed it, as it says
 * @param iv goes in clear
 * @param payload whether it carries a message besides, which is of no concern here
 */
record KeyTransport(int sender, List<Key> keys, byte[] iv, boolean payload) {
  private static final int LONGEST_KEY = 4096;
  private static final int LONGEST_IV = 64;

  /**
   * The secret for one device.
   *
   * @param preKey whether it also begins a session
   */
  record Key(int device, boolean preKey, byte[] message) {}

  KeyTransport {
    keys = List.copyOf(keys);
  }

  static boolean isOne(Xml element) {
    return element.is("encrypted", Wire.NAMESPACE);
  }

  /** Reads one; empty when it names no sender. Keys that are none are passed over. */
  static Optional<KeyTransport> read(Xml element) {
    Optional<Xml> header = isOne(element) ? element.child("header") : Optional.empty();
    OptionalInt sender = Wire.device(header.flatMap(h -> h.attribute("sid")));
    if (sender.isEmpty()) {
      return Optional.empty();
    }
    List<Key> keys = new ArrayList<>();
    for (Xml key : header.get().all("key")) {
      OptionalInt device = Wire.device(key.attribute("rid"));
      Optional<byte[]> message = Wire.bytes(key.text(), LONGEST_KEY);
      if (device.isPresent() && message.isPresent()) {
        keys.add(new Key(device.getAsInt(), isTrue(key.attribute("prekey")), message.get()));
      }
    }
    return Optional.of(
        new KeyTransport(
            sender.getAsInt(),
            keys,
            Wire.bytes(header.get().child("iv"), LONGEST_IV).orElse(new byte[0]),
            element.child("payload").isPresent()));
  }

  private static boolean isTrue(Optional<String> flag) {
    return flag.filter(f -> f.equals("true") || f.equals("1")).isPresent();
  }

  /** The first key for this device. */
  Optional<Key> of(int device) {
    return keys.stream().filter(k -> k.device() == device).findFirst();
  }

  Xml write() {
    Xml header =
        Wire.element("header")
            .with("sid", String.valueOf(sender))
            .with(keys.stream().map(KeyTransport::write).toList())
            .with(Wire.element("iv").withText(Wire.write(iv)));
    return Wire.element("encrypted").with(header);
  }

  private static Xml write(Key key) {
    Xml element = Wire.element("key").with("rid", String.valueOf(key.device()));
    return (key.preKey() ? element.with("prekey", "true") : element)
        .withText(Wire.write(key.message()));
  }
}
