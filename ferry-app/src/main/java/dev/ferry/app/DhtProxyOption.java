package dev.ferry.app;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of verbs that can go through somebody else's node. */
final class DhtProxyOption {
  @Option(
      names = "--proxy",
      paramLabel = "URL",
      description = "Go through this REST proxy of OpenDHT, where no datagrams pass.")
  private Optional<String> proxy = Optional.empty();

  Optional<String> proxy() {
    return proxy;
  }
}
