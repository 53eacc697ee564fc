package dev.ferry.app.demo;

import dev.ferry.Assurance;
import dev.ferry.Progress;
import dev.ferry.Route;
import dev.ferry.Transfer.Direction;
import dev.ferry.TransferState;
import dev.ferry.app.report.Subject;
import dev.ferry.app.terminal.Units;
import dev.ferry.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Shows how both devices see their transfer, from what their commands say. */
final class TransferShow {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Stage stage;
  private final long size;
  // Guarded by this: who said what first.
  private long began;
  private long bytesAtBegin;
  private double took;
  private String way = "";
  private String told = "";

  TransferShow(Stage stage, long size) {
    this.stage = stage;
    this.size = size;
  }

  /** Shows what one of them says until its end, which it answers. */
  Json.Obj follow(Child command, String words) throws IOException, InterruptedException {
    boolean out = words.startsWith("alice");
    Subject subject =
        new Subject(
            words, out ? Direction.OUT : Direction.IN, "bob", words, size, Optional.empty());
    while (true) {
      Json.Obj line = command.await("state", PATIENCE);
      if (out) {
        step(line);
      }
      boolean ended = line.text("state").equals(Optional.of("ended"));
      if (ended) {
        stage.settle(words);
        return line;
      }
      state(line).ifPresent(state -> stage.state(subject, state));
    }
  }

  private synchronized void step(Json.Obj line) {
    String state = line.text("state").orElse("");
    if (state.equals("flowing") && began == 0) {
      began = System.nanoTime();
      bytesAtBegin = line.number("bytes");
      way = line.text("route").map(route -> ", " + route).orElse("");
    }
    if (state.equals("verifying") || state.equals("ended")) {
      took = took == 0 && began > 0 ? (System.nanoTime() - began) / 1e9 : took;
    }
    String reason = line.text("reason").orElse("");
    String now = state.equals("ended") ? reason : state;
    if (now.equals(told)) {
      return;
    }
    // States may pass faster than they are told.
    if (now.equals("flowing") && told.equals("offered")) {
      stage.arrow(false, "connecting", "yes, I take it");
    }
    told = now;
    switch (now) {
      case "offered" -> stage.arrow(true, now, "here is a file");
      case "connecting" -> stage.arrow(false, now, "yes, I take it");
      case "flowing" -> stage.arrow(true, now, protection(line));
      case "verifying" -> stage.arrow(true, now, "this is the hash of what I sent");
      case "completed" -> stage.arrow(false, "verified", "I have it, and the hash is right");
      // How it failed is told at the end.
      default -> {}
    }
  }

  private String protection(Json.Obj line) {
    boolean open = line.text("encryption").orElse("none").equals("none");
    return "by "
        + line.text("route").orElse("")
        + (open
            ? stage.style().sign(" 🔓", ",") + " in clear"
            : stage.style().sign(" 🔒", ",")
                + " encrypted by "
                + line.text("encryption").orElse("").toUpperCase(Locale.ROOT)
                + ", each the very device of its account");
  }

  /** What is said in a line; nothing where the line alone is not enough. */
  private synchronized Optional<TransferState> state(Json.Obj line) {
    Optional<Route> route = line.text("route").flatMap(Route::named);
    return switch (line.text("state").orElse("")) {
      case "offered" -> Optional.of(new TransferState.Offered());
      case "connecting" -> Optional.of(new TransferState.Connecting());
      case "verifying" -> route.map(TransferState.Verifying::new);
      case "flowing" ->
          route.map(r ->
              new TransferState.Flowing(
                  new Progress(line.number("bytes"), size, rate(line.number("bytes"))),
                  r,
                  assurance(line)));
      default -> Optional.empty();
    };
  }

  private long rate(long bytes) {
    double seconds = (System.nanoTime() - began) / 1e9;
    return began == 0 || seconds <= 0 ? 0 : (long) (Math.max(0, bytes - bytesAtBegin) / seconds);
  }

  private static Assurance assurance(Json.Obj line) {
    Assurance.Encryption encryption =
        named(Assurance.Encryption.values(), line.text("encryption"), Assurance.Encryption.NONE);
    Assurance.Proof proof =
        named(Assurance.Proof.values(), line.text("proof"), Assurance.Proof.SERVER);
    return new Assurance(encryption, proof);
  }

  private static <T> T named(T[] all, Optional<String> word, T otherwise) {
    return Arrays.stream(all)
        .filter(one -> word.equals(Optional.of(one.toString())))
        .findFirst()
        .orElse(otherwise);
  }

  /** How long the bytes took, and by which way they went. */
  synchronized String speed() {
    return took <= 0
        ? way
        : String.format(Locale.ROOT, " in %.2f s, ", took) + Units.rate((long) (size / took)) + way;
  }
}
