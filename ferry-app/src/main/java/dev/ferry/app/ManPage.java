package dev.ferry.app;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of the command, ferry(1), made from the verbs and options there are. It is
 * written when a package is built; the command itself has its help.
 */
final class ManPage {
  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /** Writes the page, in roff, to standard output. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.print(of(FerryCommand.commandLine(Surroundings.ofProcess())));
    out.flush();
  }

  static String of(CommandLine root) {
    ManPage made = new ManPage();
    made.head(root.getCommandSpec());
    made.verbs(root);
    made.foot(root.getCommandSpec());
    return made.page.toString();
  }

  private void head(CommandSpec ferry) {
    String version = Version.number();
    line(".TH FERRY 1 \"\" \"ferry " + version + "\" \"User Commands\"");
    section("NAME");
    text("ferry \u2013 " + lowerFirst(String.join(" ", ferry.usageMessage().description())));
    section("SYNOPSIS");
    line(".B ferry");
    text("VERB [OPTION...] [ARGUMENT...]");
    section("OPTIONS");
    ferry.options().forEach(this::option);
    section("VERBS");
  }

  private void verbs(CommandLine above) {
    for (CommandLine verb : above.getSubcommands().values()) {
      CommandSpec spec = verb.getCommandSpec();
      if (!spec.usageMessage().hidden()) {
        line(".SS " + escape(spec.qualifiedName()));
        paragraphs(spec.usageMessage().description());
        line(".PP");
        line(".B " + escape(synopsis(verb)));
        spec.positionalParameters().forEach(this::parameter);
        spec.options().stream().filter(option -> !isHelp(option)).forEach(this::option);
        verbs(verb);
      }
    }
  }

  private void foot(CommandSpec ferry) {
    section("EXIT STATUS AND ENVIRONMENT");
    paragraphs(ferry.usageMessage().footer());
    section("SEE ALSO");
    text("ferry VERB --help; /usr/share/doc/ferry");
  }

  private static String synopsis(CommandLine verb) {
    String usage =
        new CommandLine.Help(verb.getCommandSpec(), CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .synopsis(0);
    return usage.replaceAll("\\s+", " ").strip();
  }

  private static boolean isHelp(OptionSpec option) {
    return option.usageHelp() && option.inherited();
  }

  private void option(OptionSpec option) {
    String value = option.arity().max() > 0 ? "=" + option.paramLabel() : "";
    argument(option, String.join(", ", option.names()) + value);
  }

  private void parameter(PositionalParamSpec parameter) {
    argument(parameter, parameter.paramLabel());
  }

  private void argument(ArgSpec argument, String name) {
    if (!argument.hidden()) {
      line(".TP");
      line(".B " + escape(name));
      paragraphs(argument.description());
    }
  }

  private void section(String title) {
    line(".SH " + title);
  }

  /** Lines that belong together; an empty one begins a paragraph. */
  private void paragraphs(String[] lines) {
    for (String written : List.of(lines)) {
      // What the picocli of a description formats: percent signs.
      String plain = written.formatted();
      if (plain.isBlank()) {
        line(".PP");
      } else {
        text(plain);
        line(".br");
      }
    }
  }

  private void text(String words) {
    line(escape(words));
  }

  private void line(String roff) {
    page.append(roff).append('\n');
  }

  /** No control line, no dash that is typeset as another sign, no escape of roff. */
  private static String escape(String text) {
    String safe = text.replace("\\", "\\e").replace("-", "\\-");
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }

  private static String lowerFirst(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
