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

class ReadmeTest {
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void showsAnExampleThatCompiles() throws Exception {
    Matcher example = EXAMPLE.matcher(readme());
    assertThat(example.find()).isTrue();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));

    boolean compiled =
        compiler
            .getTask(complaints, null, null, options, null, List.of(source(example.group(1))))
            .call();

    assertThat(compiled).as(complaints.toString()).isTrue();
    assertThat(folder.resolve("SendOneFile.class")).exists();
  }

  @Test
  void namesEveryVerb() throws Exception {
    String readme = readme();

    assertThat(FerryCommand.commandLine(Surroundings.ofProcess()).getSubcommands().keySet())
        .allMatch(verb -> readme.contains("ferry " + verb));
  }

  private static String readme() throws Exception {
    Path here = Path.of("README.md").toAbsolutePath();
    return Files.readString(Files.exists(here) ? here : Path.of("../README.md"));
  }

  private static JavaFileObject source(String text) {
    return new SimpleJavaFileObject(
        URI.create("string:///SendOneFile.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreErrors) {
        return text;
      }
    };
  }
}
