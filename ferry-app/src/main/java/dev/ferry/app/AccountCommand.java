package dev.ferry.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ferry account}: names its verbs and refuses to run without one. */
@Command(
    name = "account",
    description = "The accounts of this device: those at XMPP servers, and one without a server.",
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    subcommands = {
      AccountAddCommand.class,
      AccountListCommand.class,
      AccountRemoveCommand.class,
      AccountNewCommand.class,
      AccountExportCommand.class,
      AccountImportCommand.class,
      AccountLinkCommand.class,
      AccountRevokeCommand.class,
      OpenPgpCommand.class
    })
final class AccountCommand implements Runnable {
  @ParentCommand private FerryCommand ferry;
  @Spec private CommandSpec spec;

  Surroundings surroundings() {
    return ferry.surroundings();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do with accounts.");
  }
}
