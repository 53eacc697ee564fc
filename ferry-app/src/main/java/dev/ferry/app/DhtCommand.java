package dev.ferry.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ferry dht}: names its verbs and refuses to run without one. */
@Command(
    name = "dht",
    description = "The distributed hash table of OpenDHT: what lies at a key, for all to read.",
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    subcommands = {
      DhtNodeCommand.class,
      DhtGetCommand.class,
      DhtPutCommand.class,
      DhtListenCommand.class,
      DhtStatsCommand.class
    })
final class DhtCommand implements Runnable {
  @ParentCommand private FerryCommand ferry;
  @Spec private CommandSpec spec;

  Surroundings surroundings() {
    return ferry.surroundings();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do in the DHT.");
  }
}
