package dev.ferry.app.report;

import dev.ferry.Assurance;
import dev.ferry.EndReason;
import dev.ferry.EndReason.Completed;
import dev.ferry.Progress;
import dev.ferry.Route;
import dev.ferry.Transfer.Direction;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Connecting;
import dev.ferry.TransferState.Ended;
import dev.ferry.TransferState.Flowing;
import dev.ferry.TransferState.Offered;
import dev.ferry.TransferState.Preparing;
import dev.ferry.TransferState.Verifying;
import dev.ferry.Verified;
import dev.ferry.port.FileVault.StoredFile;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** States as real transfers went through them, and a clock that goes on with each. */
public final class Recorded {
  public static final String HASH =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

  public static final Subject OUT =
      new Subject(
          "transfer-1@42",
          Direction.OUT,
          "bob@example.org",
          "report.pdf",
          50_000_000,
          Optional.of("/home/alice/report.pdf"));

  public static final Subject IN =
      new Subject(
          "transfer-2@42",
          Direction.IN,
          "alice@example.org/desk",
          "photo \u202egpj.exe",
          2_000,
          Optional.empty());

  private Recorded() {}

  /** A file that was sent and verified. */
  public static List<TransferState> sent() {
    return List.of(
        new Preparing(),
        new Offered(),
        new Connecting(),
        new Flowing(new Progress(0, 50_000_000, 0), Route.DIRECT, Assurance.NONE),
        new Flowing(new Progress(20_000_000, 50_000_000, 20_000_000), Route.DIRECT, Assurance.NONE),
        new Verifying(Route.DIRECT),
        new Ended(new Completed(Verified.HASH, HASH), Optional.empty(), Optional.of(Route.DIRECT)));
  }

  /** A file that was cut off at its half, and gone on with where its record ended. */
  public static List<TransferState> resumed() {
    return List.of(
        new Flowing(new Progress(25_000_000, 50_000_000, 20_000_000), Route.DIRECT, Assurance.NONE),
        new TransferState.Paused("the connection was lost"),
        new Flowing(
            new Progress(24_000_000, 50_000_000, 24_000_000, 0, Optional.empty()),
            Route.DIRECT,
            Assurance.NONE),
        new Ended(new Completed(Verified.HASH, HASH), Optional.empty(), Optional.of(Route.DIRECT)));
  }

  /** A small file that came in whole before progress could be seen. */
  public static List<TransferState> received() {
    return List.of(
        new Offered(),
        new Ended(
            new Completed(Verified.SIZE_ONLY, HASH),
            Optional.of(new StoredFile("photo gpj.exe", "/home/bob/photo gpj.exe")),
            Optional.of(Route.IN_BAND)));
  }

  public static Ended failed(EndReason reason) {
    return new Ended(reason, Optional.empty(), Optional.empty());
  }

  /** A clock that goes on half a second each time it is read. */
  public static final class Clock implements InstantSource {
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    @Override
    public Instant instant() {
      now = now.plusMillis(500);
      return now;
    }
  }
}
