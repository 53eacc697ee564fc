package dev.ferry.app.account;

import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** The accounts of this device: one file each, in a folder of their own. */
public final class AccountStore {
  private static final String SUFFIX = ".account";
  private static final String CERTIFICATE = ".pem";

  private final Path folder;

  public AccountStore(Path folder) {
    this.folder = folder;
  }

  /**
   * Keeps an account, in place of an older one with its address, and a copy of its certificate: the
   * file it came from may go.
   */
  public void save(Account account) throws IOException {
    Path certificate = certificate(account.jid());
    if (account.certificate().isEmpty()) {
      Files.deleteIfExists(certificate);
    } else if (!account.certificate().get().equals(certificate)) {
      byte[] copy = Files.readAllBytes(account.certificate().get());
      PrivateFiles.write(folder, name(account.jid()) + CERTIFICATE, copy);
    }
    Properties properties = new Properties();
    properties.setProperty("jid", account.jid().toString());
    account.password().ifPresent(value -> properties.setProperty("password", value));
    account.server().ifPresent(value -> properties.setProperty("server", value));
    properties.setProperty("plaintext", Boolean.toString(account.plaintext()));
    StringWriter text = new StringWriter();
    properties.store(text, null);
    PrivateFiles.write(
        folder, name(account.jid()) + SUFFIX, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Forgets an account; answers whether it was there. */
  public boolean remove(Jid jid) throws IOException {
    Files.deleteIfExists(certificate(jid));
    return Files.deleteIfExists(file(jid));
  }

  /** The account with that address. */
  public Optional<Account> find(Jid jid) throws IOException {
    Path file = file(jid);
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /** All of them, in the order of their addresses. */
  public List<Account> list() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Account> accounts = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        accounts.add(read(file));
      }
    }
    accounts.sort(Comparator.comparing(account -> account.jid().toString()));
    return accounts;
  }

  private Account read(Path file) throws IOException {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(PrivateFiles.read(file)));
    } catch (IllegalArgumentException e) {
      throw broken(file);
    }
    Jid jid = property(properties, "jid").flatMap(Jid::parse).orElseThrow(() -> broken(file));
    return new Account(
        jid,
        property(properties, "password"),
        property(properties, "server"),
        Optional.of(certificate(jid)).filter(Files::exists),
        property(properties, "plaintext").map(Boolean::parseBoolean).orElse(false));
  }

  private static IOException broken(Path file) {
    return new IOException(file + " is damaged; remove it and add the account again");
  }

  private static Optional<String> property(Properties properties, String name) {
    return Optional.ofNullable(properties.getProperty(name));
  }

  private Path file(Jid jid) {
    return folder.resolve(name(jid) + SUFFIX);
  }

  private Path certificate(Jid jid) {
    return folder.resolve(name(jid) + CERTIFICATE);
  }

  private static String name(Jid jid) {
    return URLEncoder.encode(jid.bare().toString(), StandardCharsets.UTF_8);
  }
}
