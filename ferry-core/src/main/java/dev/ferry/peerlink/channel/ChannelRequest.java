package dev.ferry.peerlink.channel;

import dev.ferry.port.ByteStream;

/** A channel that the peer asks for. One of both answers is given; for any task. */
public interface ChannelRequest {
  /** What the peer calls it; the peer's text, at most 1024 characters. */
  String name();

  /** Opens it. Closing the stream closes the channel alone. */
  ByteStream accept();

  void decline();
}
