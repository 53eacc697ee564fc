package dev.ferry.assembly;

import dev.ferry.stanza.Jid;

/** By which protocol a peer can be offered a file. */
sealed interface PeerWay {
  /** One of its devices at least has Jingle file transfer. */
  record Jingle() implements PeerWay {}

  /** This device has nothing but the old file transfer, and no other device has more. */
  record StreamInitiation(Jid device) implements PeerWay {}

  /** No device can be offered a file. */
  record None(String why) implements PeerWay {}
}
