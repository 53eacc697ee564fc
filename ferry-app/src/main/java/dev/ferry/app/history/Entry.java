package dev.ferry.app.history;

import dev.ferry.Transfer.Direction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One transfer of the history.
 *
 * @param number names it on this device, never given twice
 * @param id by which it was shown while it ran
 * @param ended empty while it runs; of one that was killed, when that was noticed
 * @param peer who was on the other side
 * @param file its name on this device
 * @param size bytes of the whole
 * @param bytes how many were through
 * @param path where it lies here, as far as is known
 * @param way how it went, as far as it got
 * @param result how it ended
 * @param steps what happened on the way, in order
 * @param parts how it ended with each of several devices; none when there was one
 */
public record Entry(
    long number,
    String id,
    Instant began,
    Optional<Instant> ended,
    Direction direction,
    String peer,
    String file,
    long size,
    long bytes,
    Optional<String> path,
    Way way,
    Result result,
    List<Step> steps,
    List<Part> parts) {
  /** The reason of a transfer whose command was killed. */
  public static final String INTERRUPTED = "interrupted";

  public Entry {
    steps = List.copyOf(steps);
    parts = List.copyOf(parts);
  }

  /** With one device. */
  public Entry(
      long number,
      String id,
      Instant began,
      Optional<Instant> ended,
      Direction direction,
      String peer,
      String file,
      long size,
      long bytes,
      Optional<String> path,
      Way way,
      Result result,
      List<Step> steps) {
    this(
        number, id, began, ended, direction, peer, file, size, bytes, path, way, result, steps,
        List.of());
  }

  /**
   * How it ended with one of several devices.
   *
   * @param reason in the words of the command's JSON
   */
  public record Part(String device, String reason) {}

  /** The route and what protected it, in the words of the command's JSON. */
  public record Way(Optional<String> route, Optional<String> encryption, Optional<String> proof) {}

  /**
   * How it ended, in the words of the command's JSON.
   *
   * @param reason empty while it runs
   * @param verified how far it is known to be right, when it was completed
   * @param what what went wrong, for people
   * @param side where
   * @param next what to do
   */
  public record Result(
      Optional<String> reason,
      Optional<String> verified,
      Optional<String> sha256,
      Optional<String> what,
      Optional<String> side,
      Optional<String> next) {}

  /**
   * Something that happened: a pause, a way that was tried in vain, a remark.
   *
   * @param what for people
   */
  public record Step(Instant at, String what) {}

  /** Whether all went well. */
  public boolean isCompleted() {
    return result.reason().filter("completed"::equals).isPresent();
  }
}
