package dev.ferry.node.client;

import dev.ferry.app.account.PrivateFiles;
import dev.ferry.app.run.Home;
import dev.ferry.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the node of a home is found: a file that only its owner can read.
 *
 * @param port on loopback
 * @param token of this run; a secret
 * @param version of the node
 * @param pid its process
 */
public record NodePlace(int port, String token, String version, long pid) {
  private static final String FILE = "node.json";

  /** Says where the node of that home is, until it says so no more. */
  public void write(Home home) throws IOException {
    String text =
        Json.EMPTY
            .with("port", Json.of(port))
            .with("token", token)
            .with("version", version)
            .with("pid", Json.of(pid))
            .write();
    PrivateFiles.write(home.run(), FILE, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The node of that home, which may have been killed since. */
  public static Optional<NodePlace> read(Home home) throws IOException {
    Path file = home.run().resolve(FILE);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    return Json.parse(PrivateFiles.read(file))
        .flatMap(json ->
            json.text("token")
                .map(token ->
                    new NodePlace(
                        (int) json.number("port"),
                        token,
                        json.text("version").orElse(""),
                        json.number("pid"))));
  }

  /** There is no node any more. */
  public static void remove(Home home) throws IOException {
    Files.deleteIfExists(home.run().resolve(FILE));
  }

  /** What opens the page; the token stays in the browser. */
  public String page() {
    return "http://127.0.0.1:" + port + "/#token=" + token;
  }

  /** Never shows the token. */
  @Override
  public String toString() {
    return "NodePlace[" + port + ", " + version + ", " + pid + "]";
  }
}
