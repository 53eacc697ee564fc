package dev.ferry.omemo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What is known of one account: the keys of its devices with the trust in each, the sessions with
 * them. Not for several tasks at once: it lives for the while of one change to the records.
 */
final class PeerKeys {
  /** More sessions than devices that are believed; beyond, the one unused for longest goes. */
  static final int MOST_SESSIONS = 2 * DeviceList.MOST;

  /** Keys are never forgotten, or one that is not wanted could come back as a new one. */
  static final int MOST_KEYS = 512;

  private final SequencedMap<KeyPrint, Trust> keys = new LinkedHashMap<>();
  private final SequencedMap<Integer, byte[]> sessions = new LinkedHashMap<>();

  /**
   * A key and whether it was known before.
   *
   * @param fresh whether it is seen for the first time
   */
  record Met(KeyPrint key, Trust trust, boolean fresh) {}

  /** Meets a key; empty when so many are known that a new one is not believed any more. */
  Optional<Met> meet(KeyPrint key) {
    Trust known = keys.get(key);
    if (known != null) {
      return Optional.of(new Met(key, known, false));
    }
    if (keys.size() >= MOST_KEYS) {
      return Optional.empty();
    }
    Trust first = keys.containsValue(Trust.VERIFIED) ? Trust.UNDECIDED : Trust.BLIND;
    keys.put(key, first);
    return Optional.of(new Met(key, first, true));
  }

  /** What meeting a key would come to; remembers nothing. */
  Met judge(KeyPrint key) {
    Trust known = keys.get(key);
    Trust first = keys.containsValue(Trust.VERIFIED) ? Trust.UNDECIDED : Trust.BLIND;
    return new Met(key, known == null ? first : known, known == null);
  }

  /** What a person says of a key, known or not. */
  void trust(KeyPrint key, Trust trust) {
    keys.put(key, trust);
  }

  SequencedMap<KeyPrint, Trust> keys() {
    return Collections.unmodifiableSequencedMap(keys);
  }

  boolean hasSession(int device) {
    return sessions.containsKey(device);
  }

  Optional<byte[]> session(int device) {
    return Optional.ofNullable(sessions.get(device));
  }

  void session(int device, byte[] record) {
    sessions.putLast(device, record);
    while (sessions.size() > MOST_SESSIONS) {
      sessions.pollFirstEntry();
    }
  }

  void end(int device) {
    sessions.remove(device);
  }

  List<Integer> devices() {
    return List.copyOf(sessions.keySet());
  }

  String write() {
    var lines = new RecordLines.Writer();
    keys.forEach((key, trust) -> lines.add("key", key.digits() + " " + trust.word()));
    sessions.forEach((device, record) -> lines.add("session", device + " " + Wire.write(record)));
    return lines.text();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException when it is damaged
   */
  static PeerKeys read(String text) throws IOException {
    RecordLines lines = RecordLines.read(text);
    PeerKeys keys = new PeerKeys();
    for (String line : lines.texts("key")) {
      List<String> words = words(line);
      keys.keys.put(
          KeyPrint.parse(words.getFirst())
              .orElseThrow(() -> new IOException("it has a key that is none")),
          Trust.named(words.getLast())
              .orElseThrow(() -> new IOException("it has no trust '" + words.getLast() + "'")));
    }
    for (String line : lines.texts("session")) {
      List<String> words = words(line);
      keys.sessions.put(
          RecordLines.numberOf(words.getFirst()), RecordLines.bytesOf(words.getLast()));
    }
    return keys;
  }

  private static List<String> words(String line) throws IOException {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    if (words.size() != 2) {
      throw new IOException("it has a line of " + words.size() + " words instead of two");
    }
    return words;
  }
}
