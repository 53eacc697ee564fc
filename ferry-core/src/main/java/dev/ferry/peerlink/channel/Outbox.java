package dev.ferry.peerlink.channel;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** What goes out next: short words first, then the channels that have something, in turn. */
final class Outbox {
  private final Queue<LinkPacket> words = new ArrayDeque<>();
  private final Queue<Channel> turns = new ArrayDeque<>();

  void say(LinkPacket word) {
    words.add(word);
  }

  /** How many words nobody has taken yet. */
  int words() {
    return words.size();
  }

  Optional<LinkPacket> word() {
    return Optional.ofNullable(words.poll());
  }

  /** Gives a channel its turn behind the others, when it has something to send. */
  void queue(Channel channel) {
    if (channel.hasToSend() && !turns.contains(channel)) {
      turns.add(channel);
    }
  }

  void drop(Channel channel) {
    turns.remove(channel);
  }

  Optional<Channel> turn() {
    return Optional.ofNullable(turns.poll());
  }

  boolean isEmpty() {
    return words.isEmpty() && turns.isEmpty();
  }
}
