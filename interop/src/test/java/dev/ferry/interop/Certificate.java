package dev.ferry.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a server shows for {@code localhost}, and what a client has to trust for it; made by
 * openssl.
 *
 * @param chain the server's certificate, and who signed it
 * @param key the server's private key
 * @param trusted the certificate to hand to clients
 */
record Certificate(Path chain, Path key, Path trusted) {
  private static final String NAMES = "subjectAltName=DNS:localhost,DNS:*.localhost";
  private static final List<String> NEW_KEY =
      List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes");

  /** A certificate signed by an authority of its own, which is what is to be trusted. */
  static Certificate signed(Path folder) throws IOException, InterruptedException {
    openssl(folder, "req -x509 -days 30 -subj /CN=interop -keyout ca.key -out ca.pem", NEW_KEY);
    openssl(
        folder,
        "req -subj /CN=localhost -addext " + NAMES + " -keyout key.pem -out request",
        NEW_KEY);
    openssl(
        folder,
        "x509 -req -in request -CA ca.pem -CAkey ca.key -days 30 -copy_extensions copy -out own.pem",
        List.of());
    Path trusted = folder.resolve("ca.pem");
    Path chain = folder.resolve("chain.pem");
    Files.writeString(
        chain, Files.readString(folder.resolve("own.pem")) + Files.readString(trusted));
    return new Certificate(chain, folder.resolve("key.pem"), trusted);
  }

  /** A certificate that vouches for itself and is to be trusted as it is. */
  static Certificate selfSigned(Path folder) throws IOException, InterruptedException {
    openssl(
        folder,
        "req -x509 -days 30 -subj /CN=localhost -addext " + NAMES + " -keyout key.pem -out own.pem",
        NEW_KEY);
    Path own = folder.resolve("own.pem");
    return new Certificate(own, folder.resolve("key.pem"), own);
  }

  private static void openssl(Path folder, String words, List<String> more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(("openssl " + words).split(" ")));
    command.addAll(more);
    try (ChildProcess openssl = ChildProcess.start("openssl", folder, Map.of(), command)) {
      if (openssl.exitStatus(Duration.ofSeconds(20)) != 0) {
        throw openssl.failure("could not make a certificate");
      }
    }
  }
}
