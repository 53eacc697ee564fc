package dev.ferry.peerlink.channel;

import java.nio.ByteBuffer;

/** What one side says to the other on the connection; numbers of channels are 1 to 65534. */
sealed interface LinkPacket {
  /** May this channel be opened? Names are agreed between what uses channels. */
  record Ask(int channel, String name) implements LinkPacket {}

  record Accept(int channel, String name) implements LinkPacket {}

  record Decline(int channel, String name) implements LinkPacket {}

  /** Bytes of a channel, at least one. */
  record Data(int channel, ByteBuffer bytes) implements LinkPacket {}

  /** No more bytes follow on the channel from this side. */
  record End(int channel) implements LinkPacket {}

  /**
   * The first word of each side.
   *
   * @param credit how many bytes of a new channel may be on their way before {@link Credit} is
   *     given; 0 from a side that knows no credit
   */
  record Version(int version, int credit) implements LinkPacket {}

  /** Are you there? Or, as an answer: yes. */
  record Beacon(boolean answer) implements LinkPacket {}

  /** So many bytes more may be sent on the channel. Only to a side that spoke of credit. */
  record Credit(int channel, int bytes) implements LinkPacket {}

  /**
   * What is sent on the channel from now on is read by nobody. Only to a side that spoke of credit.
   */
  record Gone(int channel) implements LinkPacket {}

  /** Something that is not known here; it is skipped. */
  record Unknown() implements LinkPacket {}
}
