package dev.ferry.node;

import dev.ferry.json.Json;
import java.nio.file.Path;
import java.time.Instant;

/**
 * This run of the node.
 *
 * @param version of the program
 * @param started when it began
 */
record Running(String version, Instant started, Path home) {
  Json.Obj object() {
    return new Fields()
        .put("version", version)
        .put("started", started)
        .put("home", home.toString())
        .put("pid", ProcessHandle.current().pid())
        .object();
  }
}
