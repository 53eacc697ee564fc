package dev.ferry.app;

import dev.ferry.Assurance.Encryption;
import dev.ferry.Encrypt;
import dev.ferry.Route;
import dev.ferry.app.run.Logs;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.stanza.Jid;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The {@code ferry} command itself: names its verbs and refuses to run without one. */
@Command(
    name = "ferry",
    versionProvider = Version.class,
    description = "Sends files to people and receives files from them, device to device.",
    footer = {
      "",
      "Exit status: 0 done and verified, 1 failed, 2 wrong usage, 3 declined there,",
      "4 peer unreachable, 5 refused for security, 130 cancelled here.",
      "",
      "Environment: FERRY_HOME the data folder, FERRY_INTERFACES where to listen,",
      "FERRY_PASSWORD the account's password, FERRY_PASSPHRASE that of its keys,",
      "FERRY_ICE_SERVERS stun: and turn: URIs, each with #user:password if need be,",
      "FERRY_ICE_PORTS ports to be met at, too, such as 443 where this device may have it,",
      "FERRY_BOOTSTRAP nodes of the DHT, NO_COLOR no colours."
    },
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    optionListHeading = "%nOptions:%n",
    usageHelpAutoWidth = true,
    subcommands = {
      AccountCommand.class,
      SendCommand.class,
      ReceiveCommand.class,
      NodeCommand.class,
      ResumeCommand.class,
      ListCommand.class,
      HistoryCommand.class,
      ShowCommand.class,
      CancelCommand.class,
      PauseCommand.class,
      AgainCommand.class,
      ContactCommand.class,
      IdCommand.class,
      DhtCommand.class,
      DoctorCommand.class,
      DemoCommand.class,
      CompletionCommand.class
    })
public final class FerryCommand implements Runnable {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Say how this is used.")
  @SuppressWarnings("UnusedVariable") // the parser acts on it
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Say which version this is.")
  @SuppressWarnings("UnusedVariable") // the parser acts on it
  private boolean version;

  FerryCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs the command line and leaves with its exit status. */
  public static void main(String[] args) {
    Logs.quiet();
    System.exit(run(Surroundings.ofProcess(), args));
  }

  /** Runs a command line; answers its exit status. */
  static int run(Surroundings surroundings, String... args) {
    CommandLine line = commandLine(surroundings);
    int status = line.execute(args);
    line.getOut().flush();
    line.getErr().flush();
    return status;
  }

  static CommandLine commandLine(Surroundings surroundings) {
    return new CommandLine(new FerryCommand(surroundings))
        .registerConverter(Jid.class, FerryCommand::jid)
        .registerConverter(Route.class, FerryCommand::route)
        .registerConverter(Encrypt.class, FerryCommand::encrypt)
        .registerConverter(Encryption.class, FerryCommand::encryption)
        .registerConverter(ServerAddress.class, FerryCommand::server)
        .setOut(writer(surroundings.out()))
        .setErr(writer(surroundings.err()))
        .setColorScheme(colours(surroundings))
        .setParameterExceptionHandler(FerryCommand::misused);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  Surroundings surroundings() {
    return surroundings;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do.");
  }

  private static Jid jid(String text) {
    return Jid.parse(text)
        .filter(jid -> !jid.local().isEmpty())
        .orElseThrow(() ->
            new TypeConversionException(
                "'" + text + "' is no address; it looks like name@example.org"));
  }

  private static Route route(String text) {
    return Route.named(text)
        .orElseThrow(() ->
            new TypeConversionException(
                "there is no route '" + text + "'; there are direct, ice, relay, proxy, in-band"));
  }

  private static Encrypt encrypt(String text) {
    return Encrypt.named(text)
        .orElseThrow(() ->
            new TypeConversionException(
                "'" + text + "' says nothing about encryption; there are required, auto, off"));
  }

  private static Encryption encryption(String text) {
    return Arrays.stream(Encryption.values())
        .filter(e -> e != Encryption.NONE && e != Encryption.TLS)
        .filter(e -> e.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "'" + text + "' is no encryption; there are xtls, omemo, openpgp"));
  }

  private static ServerAddress server(String text) {
    return ServerAddress.parse(text)
        .orElseThrow(() ->
            new TypeConversionException(
                "'" + text + "' is no server; it looks like xmpp.example.org:5222"));
  }

  private static ColorScheme colours(Surroundings surroundings) {
    boolean colour = surroundings.style().colour();
    return CommandLine.Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF);
  }

  private static int misused(ParameterException misuse, String[] args) {
    CommandLine line = misuse.getCommandLine();
    CommandSpec verb = line.getCommandSpec();
    line.getErr().println("ferry: " + Terminal.escape(String.valueOf(misuse.getMessage())));
    line.getErr().println("See: " + verb.qualifiedName() + " --help");
    return verb.exitCodeOnInvalidInput();
  }
}
