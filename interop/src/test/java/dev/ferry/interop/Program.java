package dev.ferry.interop;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that rows are run against, known by the commands, or other files, that it must have on
 * this machine.
 */
enum Program {
  PROSODY("prosody", "openssl"),
  EJABBERD("ejabberdctl", "erl", "openssl"),
  GAJIM("gajim", "Xvfb", "dbus-run-session", "cc"),
  DINO("dino-im", "Xvfb", "dbus-run-session", "cc", "pkg-config"),
  MINIUPNPD("miniupnpd", "nft", "ip", "unshare"),
  COTURN("turnserver", "openssl"),

  /** Networks with NATs between them, and cables that take time. */
  NATS("nft", "ip", "unshare", "/usr/bin/python3"),

  /** A browser, and what drives it. */
  CHROMIUM("chromium", "chromedriver"),
  PURPLE("cc", "pkg-config", "/usr/include/libpurple/purple.h"),
  SLIXMPP("/usr/bin/python3", "/usr/lib/python3/dist-packages/slixmpp"),
  OPENDHT("dhtnode", "/usr/bin/python3", "/usr/share/doc/python3-opendht"),

  JAMI(
      "dbus-daemon",
      "/usr/bin/python3",
      "/usr/lib/python3/dist-packages/dbus",
      "/usr/share/doc/jami-daemon"),

  /** Packages, to be made and to be installed into a folder. */
  DPKG("dpkg-deb", "dpkg-query", "apt-cache", "unshare", "/usr/bin/bash"),

  /** Network namespaces, which only root can make. */
  NAMESPACES("ip") {
    @Override
    List<String> missing() {
      return isRoot() ? super.missing() : List.of("the rights of root");
    }
  },

  /** File systems of a size of their own, which only root can mount. */
  MOUNTS("mount", "umount") {
    @Override
    List<String> missing() {
      return isRoot() ? super.missing() : List.of("the rights of root");
    }
  };

  private final List<String> commands;

  Program(String... commands) {
    this.commands = List.of(commands);
  }

  /** The commands of this program that are nowhere in the path, none if it can be run. */
  List<String> missing() {
    return commands.stream().filter(command -> !inPath(command)).toList();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static boolean inPath(String command) {
    if (command.startsWith("/")) {
      return Files.exists(Path.of(command));
    }
    String folders = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/bin";
    for (String folder : folders.split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, command))) {
        return true;
      }
    }
    return false;
  }
}
