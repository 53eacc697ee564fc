package dev.ferry.omemo;

import org.whispersystems.libsignal.InvalidMessageException;
import org.whispersystems.libsignal.InvalidVersionException;
import org.whispersystems.libsignal.protocol.PreKeySignalMessage;
import org.whispersystems.libsignal.util.guava.Optional;

/** Messages that begin a session, changed. */
final class FirstMessages {
  private FirstMessages() {}

  static byte[] withoutPreKey(byte[] message) {
    try {
      PreKeySignalMessage read = new PreKeySignalMessage(message);
      return new PreKeySignalMessage(
              read.getMessageVersion(),
              read.getRegistrationId(),
              Optional.absent(),
              read.getSignedPreKeyId(),
              read.getBaseKey(),
              read.getIdentityKey(),
              read.getWhisperMessage())
          .serialize();
    } catch (InvalidMessageException | InvalidVersionException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
