package dev.ferry.sim;

import java.time.Duration;

/**
 * How a world is run.
 *
 * @param seed decides every order and every random byte
 * @param switchLimit more switches than this are a runaway
 * @param timeLimit more simulated time than this is a runaway
 * @param traceSwitches whether the trace shows every single turn, to study one run
 */
public record Settings(long seed, long switchLimit, Duration timeLimit, boolean traceSwitches) {
  private static final long SWITCHES = 5_000_000;
  private static final Duration TIME = Duration.ofHours(24);

  public static Settings of(long seed) {
    return new Settings(seed, SWITCHES, TIME, false);
  }

  public Settings withSwitchLimit(long limit) {
    return new Settings(seed, limit, timeLimit, traceSwitches);
  }

  public Settings withTimeLimit(Duration limit) {
    return new Settings(seed, switchLimit, limit, traceSwitches);
  }

  public Settings tracingSwitches() {
    return new Settings(seed, switchLimit, timeLimit, true);
  }

  /** Runs a scenario in a world of its own. */
  public Run run(SimWorld.Scenario scenario) {
    return new SimWorld(this).run(scenario);
  }
}
