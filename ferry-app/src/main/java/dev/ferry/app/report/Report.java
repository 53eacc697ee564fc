package dev.ferry.app.report;

import dev.ferry.Assurance;
import dev.ferry.Part;
import dev.ferry.TransferState;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Is told what happens and tells it on. All methods may be called from any thread. */
public interface Report {

  /**
   * This device can be reached now.
   *
   * @param self what others type to reach it
   * @param sentence the same for people
   */
  void ready(String self, String sentence);

  /**
   * This device cannot be reached now, and is trying to be again.
   *
   * @param why in words
   */
  default void away(String why) {
    notice("Not connected to the server: " + why + "; signing in again.");
  }

  /**
   * How another account stands to this one has changed.
   *
   * @param account its digits
   * @param standing {@code asking} or {@code contact}
   * @param sentence the same for people
   */
  default void contact(String account, String standing, String sentence) {
    notice(sentence);
  }

  /**
   * Others cannot find this device now; it is trying to be found.
   *
   * @param why in words
   */
  default void lost(String why) {
    notice("Others cannot find this device: " + why + "; trying on.");
  }

  /**
   * Somebody may be told this code now.
   *
   * @param sentence the same for people
   */
  default void code(String code, String sentence) {
    notice(sentence);
  }

  /** Something worth knowing that belongs to no transfer; for people only. */
  void notice(String sentence);

  /** An offer has come in; told once, before the first state. */
  void offer(Subject subject, Assurance assurance);

  /**
   * A picture of what was offered last; for people at a terminal only.
   *
   * @param drawing what makes the terminal draw it
   */
  default void drawing(String drawing) {}

  /** A transfer is in that state now. */
  void state(Subject subject, TransferState state);

  /** What people should know of a transfer besides its states; told just before its end. */
  void remarks(Subject subject, List<String> remarks);

  /** How a transfer to several devices stands with each of them; told just before its end. */
  default void parts(Subject subject, List<Part> parts) {}

  /** Something failed that belongs to no transfer. */
  void trouble(Trouble trouble);

  /**
   * Asks the person at the terminal.
   *
   * @param answer waits for the answer; nothing else is shown meanwhile
   */
  <T> Optional<T> ask(String prompt, Supplier<Optional<T>> answer);
}
