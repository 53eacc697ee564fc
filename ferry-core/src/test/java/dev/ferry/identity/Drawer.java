package dev.ferry.identity;

import dev.ferry.port.Records;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Records in memory. */
final class Drawer implements Records {
  final Map<String, String> records = new HashMap<>();

  @Override
  public <R> R alone(Change<R> change) throws IOException {
    return change.make(
        new Page() {
          @Override
          public Optional<String> read(String name) {
            return Optional.ofNullable(records.get(name));
          }

          @Override
          public void write(String name, String content) {
            records.put(name, content);
          }
        });
  }
}
