package dev.ferry.security;

import dev.ferry.stanza.Jid;

/**
 * A session as its protection sees it.
 *
 * @param sid its id
 * @param content the name of its one content
 * @param peer the very device
 * @param initiator whether it was opened here
 * @param sending whether the bytes go from here
 * @param size of what goes, in bytes
 */
public record JetSession(
    String sid, String content, Jid peer, boolean initiator, boolean sending, long size) {
  public JetSession with(Jid device) {
    return new JetSession(sid, content, device, initiator, sending, size);
  }
}
