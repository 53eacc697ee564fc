package dev.ferry.bench.row;

import dev.ferry.bench.peer.FerryPair;
import dev.ferry.bench.peer.Prosody;
import dev.ferry.content.ChunkPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * How soon bytes flow again when ten gigabytes of a file are there: from the receiver's yes to the
 * first new bytes.
 */
public final class ResumeRow implements Row {
  private static final long SIZE = 10L << 30;
  private static final long REST = 64L << 20;
  private static final double LIMIT = 2000;
  private static final Instant CHANGED = Instant.parse("2026-01-02T03:04:05Z");
  private static final String HIDDEN = ".large.0123456789abcdef.ferry-";

  @Override
  public String name() {
    return "resume";
  }

  @Override
  public Result measure(Setting setting) throws IOException, InterruptedException, Skipped {
    SampleFile.room(setting.folder(), 2 * REST + (64 << 20));
    Path into = Files.createDirectory(setting.folder().resolve("into"));
    try (Prosody server = Prosody.start(setting.folder(), FerryPair.ACCOUNTS)) {
      Path file = SampleFile.sparse(setting.folder().resolve("large"), SIZE);
      Files.setLastModifiedTime(file, FileTime.from(CHANGED));
      FerryPair pair = FerryPair.on(server, setting.ferry(), setting.folder(), "");
      Turns turns =
          new Turns(setting, name())
              .add(
                  "ferry",
                  () -> {
                    begin(into);
                    return pair.resume(file, into, SIZE - REST);
                  })
              .take(setting.runs());
      return new Result(
          name(),
          "First new byte after a resume: %d GiB of a file are there".formatted(SIZE >> 30),
          Scale.TIME,
          0,
          turns.entrants(),
          Map.of("limit", 1.0),
          Map.of("limit", LIMIT),
          List.of("From the receiver's consent; what was there is looked at beside."));
    }
  }

  /** What a receiver leaves that was killed: a partial file, and its record. */
  private static void begin(Path into) throws IOException {
    Path part = SampleFile.sparse(into.resolve(HIDDEN + "part"), SIZE - REST);
    Files.setLastModifiedTime(part, FileTime.from(Instant.now()));
    ChunkPlan plan = ChunkPlan.of(SIZE).orElseThrow();
    StringBuilder record = new StringBuilder("ferry-partial 1\nfrom=alice@localhost\nname=large\n");
    record.append("size=").append(SIZE).append("\nmodified=").append(CHANGED);
    record.append("\nchunk=").append(plan.chunk()).append("\n\n");
    String digest = HexFormat.of().formatHex(nothing(plan.chunk())) + "\n";
    record.append(digest.repeat((int) ((SIZE - REST) / plan.chunk())));
    Files.writeString(into.resolve(HIDDEN + "record"), record);
  }

  private static byte[] nothing(int bytes) {
    try {
      // A leaf's digest begins with a zero, too.
      return MessageDigest.getInstance("SHA-256").digest(new byte[bytes + 1]);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
