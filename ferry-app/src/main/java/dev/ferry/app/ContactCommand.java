package dev.ferry.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ferry contact}: names its verbs and refuses to run without one. */
@Command(
    name = "contact",
    description = "Contacts without a server, and what is known of the devices of others.",
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    subcommands = {
      ContactAddCommand.class,
      ContactRequestsCommand.class,
      ContactListCommand.class,
      ContactRemoveCommand.class,
      ContactBlockCommand.class,
      ContactVerifyCommand.class
    })
final class ContactCommand implements Runnable {
  @ParentCommand private FerryCommand ferry;
  @Spec private CommandSpec spec;

  Surroundings surroundings() {
    return ferry.surroundings();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do with contacts.");
  }
}
