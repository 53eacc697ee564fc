package dev.ferry.app.account;

import dev.ferry.openpgp.OwnKey;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The OpenPGP keys of this device's accounts: one file each, locked by its passphrase and readable
 * by its owner alone.
 *
 * @param folder need not exist yet
 */
public record OpenPgpKeys(Path folder) {
  private static final String SUFFIX = ".secret.asc";

  /** Within the folder of keys, the one with those of OpenPGP. */
  public static OpenPgpKeys in(Path keys) {
    return new OpenPgpKeys(keys.resolve("openpgp"));
  }

  /** Whether an account has one. */
  public boolean has(Jid account) {
    return Files.exists(folder.resolve(name(account)));
  }

  /** The key of an account, locked. */
  public Optional<byte[]> find(Jid account) throws IOException {
    Path file = folder.resolve(name(account));
    return Files.exists(file)
        ? Optional.of(PrivateFiles.read(file).getBytes(StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** Keeps a key, in place of the one that the account had. */
  public void save(Jid account, OwnKey key) throws IOException {
    PrivateFiles.write(folder, name(account), key.armored().getBytes(StandardCharsets.UTF_8));
  }

  /** Forgets the key of an account; answers whether there was one. */
  public boolean remove(Jid account) throws IOException {
    return Files.deleteIfExists(folder.resolve(name(account)));
  }

  private static String name(Jid account) {
    return URLEncoder.encode(account.bare().toString(), StandardCharsets.UTF_8) + SUFFIX;
  }
}
