package dev.ferry.peerlink.files;

import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.negotiation.Cargo;
import dev.ferry.peerlink.channel.ChannelRequest;

/** What can happen to a transfer while its task waits. */
sealed interface FileEvent {
  /** The peer says something. */
  record Heard(FileMessage message) implements FileEvent {}

  /** The peer will say nothing more. */
  record Lost(String why) implements FileEvent {}

  /** The peer asks for the channel of the bytes. */
  record Asked(ChannelRequest bytes) implements FileEvent {}

  /** It is to end, for a reason here. */
  record Stopped(EndReason why) implements FileEvent {}

  /** The user says yes to an offer. */
  record Accepted(Cargo cargo) implements FileEvent {}

  /** What was asked for is given. */
  record Served(FileOffer file, Cargo cargo) implements FileEvent {}

  /** What was asked for is not given. */
  record Refused(String why) implements FileEvent {}

  /** Somebody here wants to see the picture. */
  record Looking() implements FileEvent {}

  /** Bytes have moved, or other work goes on. */
  record Stirred() implements FileEvent {}

  /** What the task waits for is done, well or not. */
  record Finished() implements FileEvent {}
}
