package dev.ferry.app;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion script for the fish shell, made from the verbs and options there are. */
final class FishCompletion {
  private FishCompletion() {}

  static String script(CommandLine root) {
    StringBuilder script = new StringBuilder("# fish completion for ferry\ncomplete -c ferry -f\n");
    verbs(script, root, "__fish_use_subcommand");
    root.getSubcommands().values().forEach(verb -> verb(script, verb, ""));
    return script.toString();
  }

  private static void verb(StringBuilder script, CommandLine verb, String above) {
    String seen = above + "__fish_seen_subcommand_from " + verb.getCommandName();
    options(script, verb.getCommandSpec(), seen);
    if (verb.getSubcommands().isEmpty()) {
      return;
    }
    String names = String.join(" ", verb.getSubcommands().keySet());
    verbs(script, verb, seen + "; and not __fish_seen_subcommand_from " + names);
    verb.getSubcommands().values().forEach(below -> verb(script, below, seen + "; and "));
  }

  private static void verbs(StringBuilder script, CommandLine parent, String condition) {
    parent
        .getSubcommands()
        .forEach((name, verb) ->
            script.append(
                "complete -c ferry -n %s -a %s -d %s%n"
                    .formatted(
                        quoted(condition),
                        name,
                        quoted(first(verb.getCommandSpec().usageMessage().description())))));
  }

  private static void options(StringBuilder script, CommandSpec verb, String condition) {
    if (verb.positionalParameters().stream().anyMatch(p -> p.paramLabel().startsWith("PATH"))) {
      script.append("complete -c ferry -n %s -F%n".formatted(quoted(condition)));
    }
    for (OptionSpec option : verb.options()) {
      String names =
          List.of(option.names()).stream()
              .map(name ->
                  name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.charAt(1))
              .collect(Collectors.joining(" "));
      script.append(
          "complete -c ferry -n %s %s%s -d %s%n"
              .formatted(
                  quoted(condition),
                  names,
                  option.arity().max() > 0 ? " -r" : "",
                  quoted(first(option.description()))));
    }
  }

  private static String first(String[] lines) {
    return lines.length == 0 ? "" : lines[0];
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
