package dev.ferry.sim.peerlink;

import dev.ferry.peerlink.files.PeerLinkNegotiation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Whoever stops a transfer between two devices, and whenever: both learn why, nothing is left. */
class FilesCancelledTest {
  private static final int DRAWN = 60;

  @Test
  void theSenderCancelsAtAnyMoment(TestReporter reporter) {
    new Cancelled(PeerLinkNegotiation::open, DRAWN, reporter)
        .bySender(
            "cancelled HERE | -",
            "cancelled HERE | cancelled THERE",
            "cancelled HERE | completed, HASH",
            "completed, HASH | completed, HASH");
  }

  @Test
  void theReceiverCancelsAtAnyMoment(TestReporter reporter) {
    new Cancelled(PeerLinkNegotiation::open, DRAWN, reporter)
        .byReceiver("cancelled THERE | cancelled HERE", "completed, HASH | completed, HASH");
  }
}
