package dev.ferry.app;

import dev.ferry.app.demo.Demo;
import dev.ferry.app.demo.Itself;
import dev.ferry.app.demo.Rehearsal;
import dev.ferry.app.demo.Stage;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Logs;
import dev.ferry.io.key.RsaKeyMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry demo}: shows two devices exchanging a file. */
@Command(
    name = "demo",
    description =
        "Two devices on this machine, no account, no server: one sends a file to the other.")
final class DemoCommand implements Callable<Integer> {
  @ParentCommand private FerryCommand ferry;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The file that is sent; one of random bytes if none is named.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--rehearsal",
      hidden = true,
      description = "Transfer without a word, so that a recording of this run knows how.")
  private boolean rehearsal;

  @Override
  public Integer call() {
    Report report = ferry.surroundings().report(false);
    return Failure.told(report, this::play);
  }

  private int play() throws Failure, InterruptedException {
    Surroundings surroundings = ferry.surroundings();
    Logs.set(surroundings.environment());
    Optional<Path> given = file.map(surroundings.folder()::resolve);
    if (given.isPresent() && !Files.isRegularFile(given.get())) {
      throw Failure.here(file.get() + " is no file", "name a file, or none");
    }
    Stage stage =
        new Stage(
            surroundings.live() ? Optional.of(surroundings.screen()) : Optional.empty(),
            surroundings.out(),
            surroundings.err(),
            surroundings.style());
    try {
      return rehearsal
          ? new Rehearsal(surroundings.devices()).play(surroundings.temporary())
          : new Demo(stage, Itself.ofProcess(), new RsaKeyMaker())
              .play(surroundings.temporary(), given);
    } catch (IOException e) {
      throw Failure.here("the demo failed: " + Causes.text(e), "check the temporary folder");
    }
  }
}
