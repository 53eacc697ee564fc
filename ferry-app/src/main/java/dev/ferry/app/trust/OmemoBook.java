package dev.ferry.app.trust;

import dev.ferry.io.key.RecordFolder;
import dev.ferry.omemo.KeyPrint;
import dev.ferry.omemo.KnownKeys;
import dev.ferry.omemo.Trust;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of OMEMO, in a folder. Each account of this device is an OMEMO device of its own; what a
 * person says of somebody's key is said to all of them.
 */
public record OmemoBook(Path keys, List<Jid> accounts) implements KeyBook {
  public OmemoBook {
    accounts = List.copyOf(accounts);
  }

  private KnownKeys keysOf(Jid account) {
    return new KnownKeys(new RecordFolder(keys), account);
  }

  @Override
  public String kind() {
    return "OMEMO";
  }

  @Override
  public List<Own> own() throws IOException {
    List<Own> all = new ArrayList<>();
    for (Jid account : accounts) {
      keysOf(account)
          .own()
          .ifPresent(own ->
              all.add(
                  new Own(
                      Optional.of(account.bare()),
                      own.key().toString(),
                      Optional.of(OmemoLink.write(account, own)))));
    }
    return all;
  }

  @Override
  public List<Known> of(Jid peer) throws IOException {
    Map<KeyPrint, Trust> found = new LinkedHashMap<>();
    for (Jid account : accounts) {
      found.putAll(keysOf(account).of(peer));
    }
    return found.entrySet().stream()
        .map(e -> new Known(e.getKey().toString(), words(e.getValue())))
        .toList();
  }

  private static String words(Trust trust) {
    return switch (trust) {
      case BLIND -> "known, not verified";
      case VERIFIED -> "verified";
      case UNDECIDED -> "new, and nobody has looked at it: nothing is sent there until then";
      case UNTRUSTED -> "rejected";
    };
  }

  /** Colons are how certificates are written; and without an account there is nobody to tell. */
  @Override
  public Optional<String> read(String typed) {
    return typed.contains(":") || accounts.isEmpty()
        ? Optional.empty()
        : KeyPrint.parse(typed).map(KeyPrint::toString);
  }

  @Override
  public void decide(Jid peer, String fingerprint, boolean accept) throws IOException {
    Optional<KeyPrint> print = KeyPrint.parse(fingerprint);
    for (Jid account : accounts) {
      if (print.isPresent()) {
        keysOf(account).trust(peer, print.get(), accept ? Trust.VERIFIED : Trust.UNTRUSTED);
      }
    }
  }
}
