package dev.ferry.app.run;

import dev.ferry.Introductions;
import java.util.List;
import java.util.Optional;

/**
 * Codes of which it is known beforehand what comes of them.
 *
 * @param log is told which was typed
 */
record PlayedIntroductions(Answer answer, List<String> log) implements Introductions {
  @Override
  public Invitation invite(long deadline) {
    return new Invitation() {
      @Override
      public String code() {
        return "42-acorn-maple-walnut";
      }

      @Override
      public Optional<Answer> await(long until) {
        return Optional.of(answer);
      }

      @Override
      public void close() {
        log.add("the code is over");
      }
    };
  }

  @Override
  public Answer answer(String code, long deadline) {
    log.add("typed " + code);
    return answer;
  }
}
