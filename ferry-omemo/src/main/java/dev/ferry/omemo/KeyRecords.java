package dev.ferry.omemo;

import dev.ferry.port.Records;
import dev.ferry.port.Records.Page;
import dev.ferry.security.NotSecured;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The records of one account: its own keys, and for each other account what is known of it. Any
 * task may call; each call is one change, alone among all tasks and processes.
 */
record KeyRecords(Records records, Jid self) {
  private static final int LONGEST_READABLE = 80;

  /** One change to what is known of an account and to the own keys. */
  @FunctionalInterface
  interface Step<R> {
    /** What is not {@link Desk#keep kept} has not happened. */
    R take(Desk desk) throws IOException, NotSecured;
  }

  /** A change to the own keys; gets them if there are any. */
  @FunctionalInterface
  interface OwnChange<R> {
    R make(Optional<OwnKeys> keys, Kept<OwnKeys> kept) throws IOException;
  }

  /** Writes. */
  @FunctionalInterface
  interface Kept<T> {
    void write(T what) throws IOException;
  }

  /** What lies on the table for the while of one step. */
  final class Desk {
    private final Page page;
    private final Jid account;
    private final SessionSteps steps;

    Desk(Page page, Jid account) throws IOException {
      this.page = page;
      this.account = account;
      this.steps =
          new SessionSteps(
              readOwn(page)
                  .orElseThrow(() -> new IOException("this device has no keys of OMEMO yet")),
              readPeer(page, account));
    }

    SessionSteps steps() {
      return steps;
    }

    PeerKeys peer() {
      return steps.peer();
    }

    /**
     * Makes everything durable that was done here. The session goes first: should the own keys not
     * follow, a key stays that was used, and what used it is known to have been read.
     */
    void keep() throws IOException {
      page.write(name(account), steps.peer().write());
      String own = steps.own().write();
      if (!page.read(ownName()).filter(own::equals).isPresent()) {
        page.write(ownName(), own);
      }
    }

    /** Forgets what was done here but that a key was seen. */
    void keepOnly(KeyPrint seen) throws IOException {
      PeerKeys before = readPeer(page, account);
      before.meet(seen);
      page.write(name(account), before.write());
    }
  }

  /**
   * Takes a step with an account.
   *
   * @throws NotSecured also when records cannot be read or written
   */
  <R> R step(Jid account, Step<R> step) throws NotSecured {
    NotSecured[] refused = new NotSecured[1];
    R[] result = newResult();
    try {
      records.alone(page -> {
        try {
          result[0] = step.take(new Desk(page, account.bare()));
        } catch (NotSecured e) {
          refused[0] = e;
        }
        return page;
      });
    } catch (IOException e) {
      throw unusable(e);
    }
    if (refused[0] != null) {
      throw refused[0];
    }
    return result[0];
  }

  @SuppressWarnings("unchecked")
  private static <R> R[] newResult() {
    return (R[]) new Object[1];
  }

  static NotSecured unusable(IOException e) {
    return new NotSecured("the keys for OMEMO cannot be used here: " + e.getMessage());
  }

  /** Changes the own keys. */
  <R> R own(OwnChange<R> change) throws IOException {
    return records.alone(
        page -> change.make(readOwn(page), keys -> page.write(ownName(), keys.write())));
  }

  /** What is known of an account; changes to it are not kept. */
  PeerKeys known(Jid account) throws IOException {
    return records.alone(page -> readPeer(page, account.bare()));
  }

  /** Writes down what a person says of a key. */
  void trust(Jid account, KeyPrint key, Trust trust) throws IOException {
    records.alone(page -> {
      PeerKeys keys = readPeer(page, account.bare());
      keys.trust(key, trust);
      page.write(name(account.bare()), keys.write());
      return keys;
    });
  }

  private Optional<OwnKeys> readOwn(Page page) throws IOException {
    Optional<String> text = page.read(ownName());
    try {
      return text.isPresent() ? Optional.of(OwnKeys.read(text.get())) : Optional.empty();
    } catch (IOException e) {
      throw damaged(ownName(), e, "restore it, or remove it to become a new device");
    }
  }

  private PeerKeys readPeer(Page page, Jid account) throws IOException {
    Optional<String> text = page.read(name(account));
    try {
      return text.isPresent() ? PeerKeys.read(text.get()) : new PeerKeys();
    } catch (IOException e) {
      throw damaged(name(account), e, "restore it, or remove it and compare the keys again");
    }
  }

  private static IOException damaged(String name, IOException why, String next) {
    return new IOException(
        "the record " + name + " is damaged: " + why.getMessage() + "; " + next, why);
  }

  private String ownName() {
    return "own." + part(self.bare());
  }

  private String name(Jid account) {
    return "peer." + part(self.bare()) + "." + part(account);
  }

  /** As it is where that is a name for a record, else a digest. */
  private static String part(Jid account) {
    String text = account.toString();
    boolean plain =
        text.length() <= LONGEST_READABLE
            && text.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z') || "0123456789.-_@".indexOf(c) >= 0);
    return plain ? text : "_" + digest(text);
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every platform has SHA-256", e);
    }
  }
}
