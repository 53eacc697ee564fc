package dev.ferry.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code ferry} command itself: names its verbs and refuses to run without one. */
@Command(
    name = "ferry",
    mixinStandardHelpOptions = true,
    version = "ferry 0.1.0-SNAPSHOT",
    description = "Sends files to people and receives files from them.")
public final class FerryCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Runs the command line and leaves with its exit status. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new FerryCommand()).execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do; see ferry --help.");
  }
}
