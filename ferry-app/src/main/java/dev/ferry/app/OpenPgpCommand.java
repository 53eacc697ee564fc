package dev.ferry.app;

import dev.ferry.app.account.OpenPgpKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ferry account openpgp}: names its verbs and refuses to run without one. */
@Command(
    name = "openpgp",
    description = "The OpenPGP key of an account, by which it encrypts with others who have one.",
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    subcommands = {
      OpenPgpNewCommand.class,
      OpenPgpImportCommand.class,
      OpenPgpExportCommand.class,
      OpenPgpRemoveCommand.class
    })
final class OpenPgpCommand implements Runnable {
  @ParentCommand private AccountCommand account;
  @Spec private CommandSpec spec;

  Surroundings surroundings() {
    return account.surroundings();
  }

  OpenPgpKeys keys() {
    return OpenPgpKeys.in(surroundings().home().keys());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do with the OpenPGP key.");
  }
}
