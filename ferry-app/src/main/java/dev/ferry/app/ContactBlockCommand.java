package dev.ferry.app;

import dev.ferry.identity.Standing.Event;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ferry contact block}: hears nothing of an account any more. It is not told. */
@Command(name = "block", description = "Hear nothing of an account any more. It is not told.")
final class ContactBlockCommand implements Callable<Integer> {
  @ParentCommand private ContactCommand parent;

  @Parameters(paramLabel = "ACCOUNT", description = "40 digits.")
  private String typed;

  @Option(names = "--undo", description = "Take that back; it is a stranger then.")
  private boolean undo;

  @Override
  public Integer call() {
    return undo
        ? ContactRemoveCommand.decide(parent, typed, new Event.UserUnblocked(), "Not blocked")
        : ContactRemoveCommand.decide(parent, typed, new Event.UserBlocked(), "Blocked");
  }
}
