package dev.ferry.app;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ferry completion}: writes the script that teaches a shell the verbs and options. */
@Command(
    name = "completion",
    description = {
      "Write a completion script for a shell.",
      "bash, zsh: source <(ferry completion bash)",
      "fish: ferry completion fish | source"
    })
final class CompletionCommand implements Callable<Integer> {
  /** The shells that are known. */
  enum Shell {
    bash,
    zsh,
    fish
  }

  @ParentCommand private FerryCommand ferry;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
  private Shell shell;

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    String script =
        switch (shell) {
          case bash, zsh -> AutoComplete.bash("ferry", root);
          case fish -> FishCompletion.script(root);
        };
    ferry.surroundings().out().print(script);
    ferry.surroundings().out().flush();
    return CommandLine.ExitCode.OK;
  }
}
