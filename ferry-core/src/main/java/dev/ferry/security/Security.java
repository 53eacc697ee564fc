package dev.ferry.security;

import dev.ferry.Assurance;
import dev.ferry.Route;
import dev.ferry.port.ByteStream;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.Optional;

/**
 * The protection of the bytes of one session, by one method. Any task may call.
 *
 * <p>The side that offers calls {@link #agree} with what the answer says, before it connects; for
 * the side that answers all is agreed from the beginning. Then each connection is wrapped, and the
 * one that carries the bytes is {@link #settle settled}.
 */
public interface Security {
  /** The two ends of a protected connection. */
  enum Role {
    /** Made the connection. */
    CLIENT,
    SERVER
  }

  /** Our {@code security} element, for the offer or the answer. */
  Optional<Xml> element();

  /** Which end of a relayed or in-band connection is ours. */
  Role relayed();

  /** Whether bytes that go this way would be protected; no other way may be used. */
  boolean covers(Route route);

  /**
   * Whether a direct connection is protected from its first byte on, below everything that is said
   * to make it; else the one that carries the bytes is, when it was found.
   */
  boolean beneath();

  /** Whether what the receiver says to the sender is protected too, and all before it is used. */
  boolean bothWays();

  /**
   * Takes the peer's answer to our offer; may ask the peer for its certificate. Does nothing when
   * called again.
   *
   * @param theirs the {@code security} element of the peer's accept
   * @param deadline a value of {@link dev.ferry.port.Tasks#now}
   * @throws NotSecured when the answer is not one to go on with
   */
  void agree(Optional<Xml> theirs, long deadline) throws NotSecured, InterruptedException;

  /**
   * Protects a connection on which nothing has been said; waits for the other side.
   *
   * @return a stream whose close closes {@code raw}
   * @throws IOException when that fails or the other side is not the peer; the caller then closes
   *     {@code raw}
   */
  ByteStream wrap(ByteStream raw, Role role) throws IOException, InterruptedException;

  /**
   * Takes note that this is the stream that will carry the bytes.
   *
   * @return what may be said of it
   * @throws NotSecured when it is not one that {@link #wrap} has made
   */
  Assurance settle(ByteStream stream) throws NotSecured;

  /**
   * Receiver: takes the proof that the bytes of the settled stream were all, when they are through;
   * a sender does nothing.
   *
   * @return whether it proves that they are the sender's, whatever its digests say
   * @throws IOException when they are not
   */
  default boolean complete(ByteStream stream) throws IOException, InterruptedException {
    return false;
  }

  /**
   * Offering side, when the peer has lacked something for what we offered: looks whether it would
   * have it now.
   *
   * @param deadline for asking the server
   */
  default boolean wouldFareBetter(long deadline) throws InterruptedException {
    return false;
  }

  /**
   * Receiver: what to think of it when more bytes come than were announced, as they do where
   * somebody on the way has removed the word that they are encrypted.
   */
  default Optional<String> suspicion() {
    return Optional.empty();
  }

  /** That a connection made from here ended at somebody else, if one did. */
  Optional<String> violation();
}
