package dev.ferry.peerlink.channel;

import dev.ferry.port.ByteStream;

/** A channel that the peer of a link asks for. */
record Requested(ChannelLink link, Channel channel) implements ChannelRequest {
  @Override
  public String name() {
    return channel.name();
  }

  @Override
  public ByteStream accept() {
    link.monitor().change(() -> link.table().accept(channel));
    return new ChannelStream(link, channel);
  }

  @Override
  public void decline() {
    link.monitor().change(() -> link.table().close(channel));
  }
}
