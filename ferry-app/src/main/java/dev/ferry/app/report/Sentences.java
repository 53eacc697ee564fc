package dev.ferry.app.report;

import dev.ferry.Assurance;
import dev.ferry.EndReason;
import dev.ferry.EndReason.Completed;
import dev.ferry.Transfer.Direction;
import dev.ferry.Verified;
import dev.ferry.app.terminal.Style;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.app.terminal.Units;
import dev.ferry.port.FileVault.StoredFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The lines that stay on the screen: offers, ends. Names in them are escaped here. */
public final class Sentences {
  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_PEER = 60;
  private static final String HASH = "sha-256 ";

  private final Style style;

  public Sentences(Style style) {
    this.style = style;
  }

  /** What somebody wants to send here. */
  public List<String> offer(Subject subject, Assurance assurance) {
    List<String> lines = new ArrayList<>();
    String what = subject.folder().isPresent() ? " offers the folder " : " offers ";
    String amount = subject.folder().map(f -> FolderWords.amount(f) + ", ").orElse("");
    lines.add(style.bold(peer(subject)) + what + style.bold(file(subject)));
    lines.add("  " + amount + Units.bytes(subject.size()) + ", " + protection(assurance));
    subject.folder().ifPresent(f -> lines.addAll(new FolderWords(style).names(f)));
    return lines;
  }

  /** A transfer that went well. */
  public List<String> completed(
      Subject subject,
      Completed completed,
      Optional<StoredFile> stored,
      Tally tally,
      Instant now,
      int width) {
    List<String> lines = new ArrayList<>();
    boolean out = subject.direction() == Direction.OUT;
    lines.add(
        style.good(style.sign("✓ ", ""))
            + style.bold(file(subject))
            + (out ? " sent to " : " received from ")
            + peer(subject));
    lines.add("  " + figures(subject, tally, now));
    stored.ifPresent(s -> lines.add("  saved as " + Terminal.escape(s.path())));
    String hash = HASH + completed.sha256();
    String verdict = verdict(completed.how(), out);
    if (completed.sha256().isEmpty()) {
      lines.add("  " + verdict.strip().replaceAll(":$", ""));
    } else if (2 + verdict.length() + hash.length() <= width) {
      lines.add("  " + verdict + hash);
    } else {
      lines.add("  " + verdict + HASH.strip());
      lines.add("  " + completed.sha256());
    }
    return lines;
  }

  /** What stays of a transfer that failed; why is told beside it, on standard error. */
  public String failed(Subject subject, EndReason reason) {
    boolean out = subject.direction() == Direction.OUT;
    if (isOwnNo(subject, reason)) {
      return style.dim(style.sign("– ", "")) + file(subject) + " declined, from " + peer(subject);
    }
    return style.bad(style.sign("✗ ", ""))
        + style.bold(file(subject))
        + (out ? " not sent to " : " not received from ")
        + peer(subject);
  }

  /** Whether it ended as the person here wanted; then there is nothing to explain. */
  public static boolean isOwnNo(Subject subject, EndReason reason) {
    return subject.direction() == Direction.IN && reason instanceof EndReason.Declined;
  }

  /** The reason of a failure, for standard error. */
  public static String error(Trouble trouble) {
    return "ferry: " + Terminal.escape(trouble.sentence());
  }

  /** The reason of the failure of a transfer, for standard error. */
  public static String error(Subject subject, Trouble trouble) {
    return "ferry: " + file(subject) + ": " + Terminal.escape(trouble.sentence());
  }

  /** What protects the bytes, in words. */
  public static String protection(Assurance assurance) {
    return switch (assurance.encryption()) {
      case NONE -> "not encrypted end to end";
      case XTLS, TLS -> "encrypted end to end, " + proof(assurance.proof());
      case OMEMO -> "encrypted end to end by OMEMO, " + proof(assurance.proof());
      case OPENPGP -> "encrypted end to end by OpenPGP, " + proof(assurance.proof());
    };
  }

  private static String proof(Assurance.Proof proof) {
    return switch (proof) {
      case SERVER -> "peer vouched for by the server";
      case FIRST_USE -> "device seen for the first time";
      case PINNED -> "known device";
      case ACCOUNT -> "a device of this very account";
      case VERIFIED -> "verified device";
    };
  }

  private static String verdict(Verified how, boolean out) {
    return switch (how) {
      case HASH -> "verified ";
      case WEAK_HASH -> "complete, its MD5 is right, which proves little: ";
      case TAG -> "complete, proved by its encryption: ";
      case SIZE_ONLY -> "complete, but the sender gave no hash to compare: ";
      case SENT_ONLY -> out ? "sent, but the receiver confirmed no hash: " : "complete: ";
    };
  }

  private static String figures(Subject subject, Tally tally, Instant now) {
    List<String> parts = new ArrayList<>();
    Optional<Duration> took = tally.took(now);
    subject.folder().ifPresent(folder -> parts.add(FolderWords.amount(folder)));
    parts.add(Units.bytes(subject.size()) + took.map(t -> " in " + seconds(t)).orElse(""));
    took.map(t -> Units.rate(perSecond(subject.size() - tally.before(), t)))
        .filter(rate -> !rate.isEmpty())
        .ifPresent(parts::add);
    if (tally.offset() > 0) {
      parts.add("resumed at " + Units.bytes(tally.offset()));
    }
    tally.route().ifPresent(route -> parts.add(route.toString()));
    tally.assurance().ifPresent(assurance -> parts.add(protection(assurance)));
    return String.join(", ", parts);
  }

  private static long perSecond(long bytes, Duration took) {
    return (long) (bytes / (took.toNanos() / 1e9));
  }

  private static String seconds(Duration took) {
    return took.toSeconds() >= 60
        ? Units.time(took.toSeconds())
        : String.format(Locale.ROOT, "%.1f s", took.toNanos() / 1e9);
  }

  static String file(Subject subject) {
    return Terminal.escape(subject.file(), LONGEST_NAME);
  }

  static String peer(Subject subject) {
    return Terminal.escape(subject.called(), LONGEST_PEER);
  }
}
