package dev.ferry.app.report;

import dev.ferry.Attempt;
import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.EndReason.Corrupted;
import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.NoRoute;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.EndReason.SecurityRefused;
import dev.ferry.EndReason.Stage;
import dev.ferry.EndReason.StorageFailed;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.EndReason.Unreachable;
import dev.ferry.Side;
import dev.ferry.Transfer.Direction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the end of a transfer means to who started the command: the one place where a reason becomes
 * an exit status and a sentence.
 *
 * @param word the reason, for programs
 * @param trouble what went wrong; empty when all went well
 */
public record Outcome(String word, Optional<Trouble> trouble) {

  /** The exit status. */
  public int status() {
    return trouble.map(Trouble::status).orElse(ExitStatus.DONE);
  }

  /** Reads a reason, as the end of a transfer with {@code peer} in that direction. */
  public static Outcome of(EndReason reason, Direction direction, String peer) {
    boolean out = direction == Direction.OUT;
    return switch (reason) {
      case Completed c -> new Outcome("completed", Optional.empty());
      case Declined d -> out ? declinedThere(peer) : declinedHere();
      case Cancelled(Side by) -> cancelled(by, peer);
      case NoRoute(List<Attempt> attempts) ->
          failed(
              "no-route",
              ExitStatus.UNREACHABLE,
              "no way for the bytes was found" + tried(attempts),
              Side.BETWEEN,
              "allow more routes (--via direct,proxy,in-band), or ask for a proxy on the server");
      case Unreachable(String why) ->
          failed(
              "unreachable",
              ExitStatus.UNREACHABLE,
              peer + " cannot be reached: " + why,
              Side.THERE,
              "check the address, and that a program which receives files is online there");
      case SecurityRefused(String why, boolean _) ->
          failed(
              "security-refused",
              ExitStatus.SECURITY,
              "refused for security: " + why,
              Side.BETWEEN,
              "do not go on before you know why; nothing was sent unprotected");
      case Corrupted(String why) ->
          failed(
              "corrupted",
              ExitStatus.FAILED,
              "what arrived is not what was sent: " + why,
              Side.BETWEEN,
              "send it again; the damaged copy was thrown away");
      case StorageFailed(Side side, String why) -> storage(side, why, out);
      case PeerFault(String why) ->
          failed(
              "peer-fault",
              ExitStatus.FAILED,
              "the other program failed: " + why,
              Side.THERE,
              "try again; if it fails the same way, try another --via or another program there");
      case ConnectionLost(String why) ->
          failed(
              "connection-lost",
              ExitStatus.FAILED,
              "the connection was lost: " + why,
              Side.BETWEEN,
              "check the network here, then try again");
      case TimedOut(Stage stage) -> timedOut(stage, out, peer);
    };
  }

  private static Outcome declinedThere(String peer) {
    return failed(
        "declined",
        ExitStatus.DECLINED,
        "the offer was declined",
        Side.THERE,
        "ask " + peer + " to accept it, then send it again");
  }

  private static Outcome declinedHere() {
    return failed(
        "declined",
        ExitStatus.FAILED,
        "the offer was declined",
        Side.HERE,
        "ask for it again if it was wanted");
  }

  private static Outcome cancelled(Side by, String peer) {
    return switch (by) {
      case HERE ->
          failed(
              "cancelled",
              ExitStatus.CANCELLED,
              "cancelled",
              Side.HERE,
              "start it again when you want it; no partial file was left");
      case THERE ->
          failed(
              "cancelled",
              ExitStatus.FAILED,
              "cancelled by " + peer,
              Side.THERE,
              "ask " + peer + " why, then try again");
      case BETWEEN ->
          failed(
              "cancelled", ExitStatus.FAILED, "cancelled by a server", Side.BETWEEN, "try again");
    };
  }

  private static Outcome storage(Side side, String why, boolean out) {
    String theirs =
        out
            ? "ask the other side to make room or to choose another folder, then try again"
            : "ask the other side to send it anew";
    String next =
        side == Side.HERE ? "make room or choose another file or folder, then try again" : theirs;
    return failed(
        "storage-failed", ExitStatus.FAILED, "the file or its folder failed: " + why, side, next);
  }

  private static Outcome timedOut(Stage stage, boolean out, String peer) {
    String what = "waited too long for " + stage.awaited();
    return switch (stage) {
      case OFFER ->
          out
              ? timedOut(
                  ExitStatus.UNREACHABLE, what, Side.THERE, "ask " + peer + " to answer the offer")
              : timedOut(ExitStatus.FAILED, what, Side.HERE, "answer sooner, or use --accept all");
      case CONNECT ->
          timedOut(
              ExitStatus.UNREACHABLE, what, Side.BETWEEN, "try again with --via proxy,in-band");
      case FIRST_BYTE, STALL ->
          timedOut(ExitStatus.FAILED, what, Side.BETWEEN, "check the network, then try again");
      case CONFIRMATION ->
          timedOut(
              ExitStatus.FAILED, what, Side.THERE, "ask " + peer + " whether the file is complete");
    };
  }

  private static Outcome timedOut(int status, String what, Side side, String next) {
    return failed("timed-out", status, what, side, next);
  }

  private static Outcome failed(String word, int status, String what, Side side, String next) {
    return new Outcome(word, Optional.of(new Trouble(status, what, side, next)));
  }

  private static String tried(List<Attempt> attempts) {
    return attempts.isEmpty()
        ? ""
        : attempts.stream()
            .map(a -> a.what() + ": " + a.outcome())
            .collect(Collectors.joining("; ", " (", ")"));
  }
}
