package dev.ferry.peerlink.channel;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * All channels of one connection: what a packet of the peer does to them, and which packet goes out
 * next. Knows no task and no stream; guarded by the monitor of its {@link ChannelLink}.
 *
 * <p>Channels take turns, a piece each, and short words about them go first.
 */
final class ChannelTable {
  /** How many bytes of a channel the peer may send before they are read. */
  static final int WINDOW = 256 * 1024;

  /** The same of one that is read as fast as it comes, which a long way would slow down else. */
  static final int WIDEST = 4 * 1024 * 1024;

  /** By how much the windows of all channels together may be wider than at first. */
  static final int WIDER = 16 * 1024 * 1024;

  /** The most bytes of one turn. */
  static final int PIECE = 16 * 1024;

  static final int MOST_CHANNELS = 1000;
  static final int MOST_WAITING = 64;
  static final int MOST_WORDS = 2000;
  static final int LONGEST_NAME = 1024;

  private static final int VERSION = 1;

  private final Map<Integer, Channel> channels = new HashMap<>();
  private final Outbox outbox = new Outbox();
  private final Queue<Channel> requests = new ArrayDeque<>();
  private final FarEnd peer = new FarEnd();
  private Optional<String> fault = Optional.empty();

  ChannelTable() {
    outbox.say(new LinkPacket.Version(VERSION, WINDOW));
  }

  // What this side does.

  boolean isFree(int number) {
    return number > LinkWire.CONTROL
        && number < LinkWire.PROTOCOL
        && !channels.containsKey(number)
        && channels.size() < MOST_CHANNELS;
  }

  /**
   * @param number a free one
   */
  Channel ask(int number, String name) {
    Channel channel = new Channel(number, name, Channel.Phase.ASKED);
    channels.put(number, channel);
    outbox.say(new LinkPacket.Ask(number, name));
    return channel;
  }

  /** The next channel that the peer asks for. */
  Optional<Channel> request() {
    return Optional.ofNullable(requests.poll());
  }

  void accept(Channel channel) {
    if (channel.phase() == Channel.Phase.OFFERED && !channel.isDeserted()) {
      outbox.say(new LinkPacket.Accept(channel.number(), channel.name()));
      open(channel);
    }
  }

  private void open(Channel channel) {
    channel.phase(Channel.Phase.OPEN);
    channel.credit(peer.credit());
  }

  void write(Channel channel, ByteBuffer from) {
    channel.write(from);
    outbox.queue(channel);
  }

  void endOut(Channel channel) {
    if (!channel.isEndingOut() && !channel.isDeserted()) {
      channel.endOut();
      outbox.queue(channel);
    }
  }

  int read(Channel channel, ByteBuffer into) {
    int count = channel.read(into);
    if (count > 0 && peer.knowsCredit() && !channel.hasInEnded()) {
      if (channel.isStarving()) {
        channel.widen(wider(channel));
      }
      int grant = channel.grant();
      if (grant > 0) {
        outbox.say(new LinkPacket.Credit(channel.number(), grant));
      }
    }
    return count;
  }

  /** By how much a channel's window may grow now: it doubles while there is room for all. */
  private int wider(Channel channel) {
    int all = channels.values().stream().mapToInt(c -> c.window() - WINDOW).sum();
    int most = Math.min(WIDEST - channel.window(), WIDER - all);
    return Math.clamp(channel.window(), 0, Math.max(0, most));
  }

  void close(Channel channel) {
    if (channel.isClosed()) {
      return;
    }
    channel.close();
    switch (channel.phase()) {
      case OFFERED -> {
        if (requests.remove(channel) || !channel.isDeserted()) {
          channels.remove(channel.number());
          outbox.say(new LinkPacket.Decline(channel.number(), channel.name()));
        }
      }
      case OPEN -> {
        outbox.queue(channel);
        leave(channel);
      }
      // Once it is asked for, only the answer tells whether it is open.
      case ASKED, DECLINED -> {}
    }
  }

  /** Forgets a channel that is closed here, when all is said that the peer must know of it. */
  private void leave(Channel channel) {
    boolean over = channel.isDeserted() || (channel.hasInEnded() && channel.hasOutEnded());
    if (!over && channel.hasOutEnded() && channel.isClosed() && peer.knowsCredit()) {
      outbox.say(new LinkPacket.Gone(channel.number()));
      over = true;
    }
    // Of a peer that cannot be told, more may still come on it.
    if (over) {
      outbox.drop(channel);
      channels.remove(channel.number(), channel);
    }
  }

  // What the peer does.

  void take(LinkPacket packet) {
    peer.spoke();
    switch (packet) {
      case LinkPacket.Ask(int number, String name) -> asked(number, name);
      case LinkPacket.Accept(int number, _) -> accepted(number);
      case LinkPacket.Decline(int number, _) -> declined(number);
      case LinkPacket.Data(int number, ByteBuffer bytes) ->
          of(number).ifPresent(c -> data(c, bytes));
      case LinkPacket.End(int number) -> of(number).ifPresent(this::ended);
      case LinkPacket.Version version -> peer.is(version);
      case LinkPacket.Beacon(boolean answer) when answer -> {}
      case LinkPacket.Beacon _ -> outbox.say(new LinkPacket.Beacon(true));
      case LinkPacket.Credit(int number, int bytes) ->
          of(number)
              .ifPresent(c -> {
                c.credit(bytes);
                outbox.queue(c);
              });
      case LinkPacket.Gone(int number) -> of(number).ifPresent(this::gone);
      case LinkPacket.Unknown() -> {}
    }
    if (outbox.words() > MOST_WORDS) {
      fault = Optional.of("the peer asks for more than it takes answers to");
    }
  }

  private Optional<Channel> of(int number) {
    return Optional.ofNullable(channels.get(number));
  }

  private void asked(int number, String name) {
    if (isFree(number) && name.length() <= LONGEST_NAME && requests.size() < MOST_WAITING) {
      Channel channel = new Channel(number, name, Channel.Phase.OFFERED);
      channels.put(number, channel);
      requests.add(channel);
    } else {
      outbox.say(new LinkPacket.Decline(number, name));
    }
  }

  private void accepted(int number) {
    of(number)
        .filter(c -> c.phase() == Channel.Phase.ASKED)
        .ifPresent(c -> {
          open(c);
          outbox.queue(c);
        });
  }

  private void declined(int number) {
    of(number)
        .filter(c -> c.phase() == Channel.Phase.ASKED)
        .ifPresent(c -> {
          c.phase(Channel.Phase.DECLINED);
          channels.remove(number);
        });
  }

  private void data(Channel channel, ByteBuffer bytes) {
    if (channel.phase() != Channel.Phase.OPEN || channel.isClosed() || channel.hasInEnded()) {
      return;
    }
    if (peer.knowsCredit() && channel.unread() + bytes.remaining() > channel.window()) {
      fault = Optional.of("the peer sends more on a channel than it was given credit for");
      return;
    }
    channel.arrived(bytes);
  }

  private void ended(Channel channel) {
    switch (channel.phase()) {
      case OFFERED -> {
        requests.remove(channel);
        channels.remove(channel.number());
        channel.desert();
      }
      case ASKED -> declined(channel.number());
      case OPEN -> {
        channel.inEnded();
        if (!peer.knowsCredit()) {
          channel.desert();
        }
        leave(channel);
      }
      case DECLINED -> {}
    }
  }

  private void gone(Channel channel) {
    channel.desert();
    outbox.drop(channel);
    channels.remove(channel.number());
  }

  // The connection.

  /**
   * Writes what goes out next.
   *
   * @param room for a piece and what stands before it
   */
  void next(ByteBuffer room) {
    outbox
        .word()
        .ifPresentOrElse(
            word -> room.put(LinkWire.encode(word)),
            () -> outbox.turn().ifPresent(channel -> piece(channel, room)));
  }

  boolean hasNext() {
    return !outbox.isEmpty();
  }

  private void piece(Channel channel, ByteBuffer room) {
    int count = channel.next(PIECE);
    LinkWire.begin(room, channel.number(), count);
    channel.send(room, count);
    outbox.queue(channel);
    if (count > 0) {
      peer.sent();
    } else {
      leave(channel);
    }
  }

  /** Whether there is room for what the peer sends next. One that knows credit keeps to it. */
  boolean hasRoom() {
    return peer.knowsCredit() || channels.values().stream().allMatch(c -> c.unread() < WINDOW);
  }

  FarEnd peer() {
    return peer;
  }

  void beacon() {
    outbox.say(new LinkPacket.Beacon(false));
  }

  /** How many channels there are. */
  int size() {
    return channels.size();
  }

  /** Why the peer is not worth being listened to any more. */
  Optional<String> fault() {
    return fault;
  }
}
