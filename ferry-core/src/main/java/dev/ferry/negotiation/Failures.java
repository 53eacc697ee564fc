package dev.ferry.negotiation;

import dev.ferry.EndReason;
import dev.ferry.Side;
import dev.ferry.content.CopyException;
import dev.ferry.port.VaultException;
import java.io.IOException;

/** What a failure of files or streams means to a transfer, the same over every protocol. */
public final class Failures {
  private Failures() {}

  /** The bytes could not all be moved. */
  public static EndReason ofContent(IOException failure) {
    String why = words(failure);
    if (failure instanceof VaultException) {
      return ofStorage(failure);
    }
    if (!(failure instanceof CopyException copy)) {
      return new EndReason.ConnectionLost(why);
    }
    return switch (copy.kind()) {
      case READING, WRITING -> new EndReason.StorageFailed(Side.HERE, why);
      case NETWORK -> new EndReason.ConnectionLost(why);
      case TOO_SHORT -> new EndReason.ConnectionLost(why);
      case TOO_LONG, PEER -> new EndReason.PeerFault(why);
      case DAMAGED -> new EndReason.Corrupted(why);
    };
  }

  /** The receiver asks for what cannot be sent. */
  public static EndReason ofAgreement(IOException failure) {
    return failure instanceof VaultException
        ? ofStorage(failure)
        : new EndReason.PeerFault(words(failure));
  }

  /** A file or folder here failed. */
  public static EndReason ofStorage(IOException failure) {
    return new EndReason.StorageFailed(Side.HERE, words(failure));
  }

  public static String words(IOException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
