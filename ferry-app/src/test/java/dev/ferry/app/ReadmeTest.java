package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadmeTest {
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"README.md, SendOneFile", "docs/dht.md, SignAndFind"})
  void showsAnExampleThatCompiles(String document, String name) throws Exception {
    Matcher example = EXAMPLE.matcher(text(document));
    assertThat(example.find()).isTrue();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));

    boolean compiled =
        compiler
            .getTask(complaints, null, null, options, null, List.of(source(name, example.group(1))))
            .call();

    assertThat(compiled).as(complaints.toString()).isTrue();
    assertThat(folder.resolve(name + ".class")).exists();
  }

  @Test
  void namesEveryVerb() throws Exception {
    String readme = text("README.md");

    assertThat(FerryCommand.commandLine(Surroundings.ofProcess()).getSubcommands().keySet())
        .allMatch(verb -> readme.contains("ferry " + verb));
  }

  private static String text(String document) throws Exception {
    Path here = Path.of(document).toAbsolutePath();
    return Files.readString(Files.exists(here) ? here : Path.of("..").resolve(document));
  }

  private static JavaFileObject source(String name, String text) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreErrors) {
        return text;
      }
    };
  }
}
