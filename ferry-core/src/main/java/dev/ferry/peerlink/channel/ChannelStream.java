package dev.ferry.peerlink.channel;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open channel. */
final class ChannelStream implements ByteStream {
  private final ChannelLink link;
  private final Channel channel;

  ChannelStream(ChannelLink link, Channel channel) {
    this.link = link;
    this.channel = channel;
  }

  @Override
  public int read(ByteBuffer into) throws IOException, InterruptedException {
    if (!into.hasRemaining()) {
      return 0;
    }
    int[] count = {0};
    link.monitor()
        .await(
            () -> {
              count[0] = link.table().read(channel, into);
              return count[0] > 0
                  || channel.hasInEnded()
                  || channel.isDeserted()
                  || channel.isClosed()
                  || link.isOver();
            },
            Tasks.NEVER);
    if (count[0] == 0) {
      link.monitor().change(() -> count[0] = channel.hasInEnded() && !channel.isClosed() ? -1 : 0);
      if (count[0] == 0) {
        throw over();
      }
    }
    return count[0];
  }

  @Override
  public void write(ByteBuffer from) throws IOException, InterruptedException {
    boolean[] over = {false};
    while (from.hasRemaining() && !over[0]) {
      link.monitor()
          .await(
              () -> {
                over[0] = isUnwritable();
                if (!over[0] && channel.room() > 0) {
                  link.table().write(channel, from);
                  return true;
                }
                return over[0];
              },
              Tasks.NEVER);
    }
    if (over[0]) {
      throw over();
    }
  }

  /** With the monitor held. */
  private boolean isUnwritable() {
    return channel.isDeserted() || channel.isClosed() || channel.isEndingOut() || link.isOver();
  }

  private IOException over() {
    boolean[] here = {false};
    link.monitor().change(() -> here[0] = channel.isClosed() || channel.isEndingOut());
    if (here[0]) {
      return new IOException("the channel " + channel.name() + " was closed here");
    }
    return link.loss()
        .map(why -> new IOException("the connection to the peer is over: " + why))
        .orElseGet(() -> new IOException("the peer closed the channel " + channel.name()));
  }

  @Override
  public void closeOutput() throws IOException {
    boolean[] over = {false};
    link.monitor()
        .change(() -> {
          over[0] = channel.isDeserted() || channel.isClosed() || link.isOver();
          link.table().endOut(channel);
        });
    if (over[0]) {
      throw over();
    }
  }

  @Override
  public void close() {
    link.monitor().change(() -> link.table().close(channel));
  }

  @Override
  public String toString() {
    return "channel " + channel.name();
  }
}
