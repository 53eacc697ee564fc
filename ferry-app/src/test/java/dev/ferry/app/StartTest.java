package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What every start of the command pays for. */
class StartTest {
  /** The parser asks each class of verbs and options for its methods, which loads their types. */
  @Test
  void looksAtNoKeyBeforeItIsWanted() {
    List<Class<?>> looked = new ArrayList<>();
    collect(FerryCommand.commandLine(Surroundings.ofProcess()), looked);

    assertThat(looked).contains(FerryCommand.class, OpenPgpOptions.class, DeviceOptions.class);
    assertThat(looked)
        .allSatisfy(
            one -> assertThat(types(one)).noneMatch(t -> t.startsWith("dev.ferry.openpgp")));
  }

  private static void collect(CommandLine line, List<Class<?>> looked) {
    CommandSpec spec = line.getCommandSpec();
    looked.add(spec.userObject().getClass());
    spec.mixins().values().forEach(mixin -> looked.add(mixin.userObject().getClass()));
    line.getSubcommands().values().forEach(verb -> collect(verb, looked));
  }

  private static Stream<String> types(Class<?> one) {
    return Stream.of(one.getDeclaredMethods()).flatMap(StartTest::types);
  }

  private static Stream<String> types(Method method) {
    return Stream.concat(Stream.of(method.getReturnType()), Stream.of(method.getParameterTypes()))
        .map(Class::getName);
  }
}
