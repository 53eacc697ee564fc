package dev.ferry.peerlink.files;

import java.util.Arrays;

/** How a transfer ended, in one word for the peer. */
enum EndCode {
  COMPLETED("completed"),
  DECLINED("declined"),
  CANCELLED("cancelled"),
  BUSY("busy"),
  NO_ROUTE("no-route"),
  INSECURE("insecure"),
  CORRUPTED("corrupted"),
  STORAGE("storage"),
  NOT_AVAILABLE("not-available"),
  FAULT("fault"),
  LOST("lost"),
  TIMEOUT("timeout");

  private final String word;

  EndCode(String word) {
    this.word = word;
  }

  /** That of the word; one that is not known here is a fault of somebody. */
  static EndCode of(String word) {
    return Arrays.stream(values()).filter(c -> c.word.equals(word)).findFirst().orElse(FAULT);
  }

  @Override
  public String toString() {
    return word;
  }
}
