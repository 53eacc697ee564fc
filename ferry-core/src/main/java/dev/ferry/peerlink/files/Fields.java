package dev.ferry.peerlink.files;

import dev.ferry.content.Hashes;
import dev.ferry.dht.pack.PackWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes a map key by key, which is counted on the way. Of one task. */
final class Fields {
  private final PackWriter body = new PackWriter();
  private int count;

  private PackWriter key(String key) {
    count++;
    return body.text(key);
  }

  Fields text(String key, String value) {
    key(key).text(value);
    return this;
  }

  Fields text(String key, Optional<String> value) {
    value.ifPresent(v -> text(key, v));
    return this;
  }

  Fields number(String key, long value) {
    key(key).unsigned(value);
    return this;
  }

  Fields number(String key, OptionalLong value) {
    value.ifPresent(v -> number(key, v));
    return this;
  }

  /** Nothing stands for no. */
  Fields truth(String key, boolean value) {
    if (value) {
      key(key).bool(true);
    }
    return this;
  }

  Fields bytes(String key, byte[] value) {
    key(key).bytes(value);
    return this;
  }

  Fields texts(String key, List<String> values) {
    PackWriter array = key(key).array(values.size());
    values.forEach(array::text);
    return this;
  }

  Fields hashes(String key, Hashes hashes) {
    if (!hashes.isEmpty()) {
      Fields inner = new Fields();
      hashes.byAlgorithm().forEach(inner::text);
      key(key);
      inner.writeTo(body);
    }
    return this;
  }

  Fields map(String key, Fields inner) {
    key(key);
    inner.writeTo(body);
    return this;
  }

  void writeTo(PackWriter writer) {
    writer.map(count).raw(body.toBytes());
  }
}
