package dev.ferry.peerlink.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many bytes of a channel may wait here. */
class WindowTest {
  private static final int PIECE = ChannelTable.PIECE;

  private final ChannelTable table = new ChannelTable();

  private Channel open(int number) {
    table.take(new LinkPacket.Version(1, ChannelTable.WINDOW));
    Channel channel = table.ask(number, "x");
    table.take(new LinkPacket.Accept(number, "x"));
    return channel;
  }

  private void send(int number, int bytes) {
    for (int left = bytes; left > 0; left -= PIECE) {
      table.take(new LinkPacket.Data(number, ByteBuffer.allocate(Math.min(PIECE, left))));
    }
  }

  /** Reads whatever comes at once, so much in all. */
  private void readFast(Channel channel, int bytes) {
    for (int left = bytes; left > 0; left -= PIECE) {
      send(channel.number(), PIECE);
      table.read(channel, ByteBuffer.allocate(PIECE));
    }
  }

  @Test
  void aChannelThatNobodyReadsHasTheFirstWindow() {
    open(7);
    send(7, ChannelTable.WINDOW);
    assertThat(table.fault()).isEmpty();
    send(7, 1);
    assertThat(table.fault()).isPresent();
  }

  @Test
  void aChannelThatIsReadAsFastAsItComesHasAWiderOne() {
    Channel channel = open(7);
    readFast(channel, 16 << 20);
    assertThat(channel.window()).isEqualTo(ChannelTable.WIDEST);
    send(7, ChannelTable.WIDEST);
    assertThat(table.fault()).isEmpty();
    send(7, 1);
    assertThat(table.fault()).isPresent();
  }

  @Test
  void aChannelThatIsReadSlowerThanItComesKeepsItsWindow() {
    Channel channel = open(7);
    send(7, 2 * PIECE);
    for (int i = 0; i < 1000; i++) {
      send(7, PIECE);
      table.read(channel, ByteBuffer.allocate(PIECE));
    }
    assertThat(channel.window()).isEqualTo(ChannelTable.WINDOW);
  }

  @Test
  void allTogetherAreBounded() {
    List<Channel> all = new ArrayList<>();
    for (int number = 1; number <= 20; number++) {
      all.add(open(number));
    }
    all.forEach(channel -> readFast(channel, 16 << 20));
    int wider = all.stream().mapToInt(c -> c.window() - ChannelTable.WINDOW).sum();
    assertThat(wider).isEqualTo(ChannelTable.WIDER);
  }
}
