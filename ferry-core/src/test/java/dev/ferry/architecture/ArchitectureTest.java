package dev.ferry.architecture;

import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.FailureReport;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The drawing of the core, as rules; and the proof that each of them can fail. */
class ArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(Arrows.ROOT);

  @TempDir Path classes;

  @Test
  void looksAtTheCoreAndNotAtItsTests() {
    assertThat(CORE.contain("dev.ferry.port.ByteStream")).isTrue();
    assertThat(CORE.contain(ArchitectureTest.class)).isFalse();
  }

  static List<ArchRule> arrows() {
    return Arrows.all();
  }

  @ParameterizedTest
  @MethodSource("arrows")
  void arrowsPointOneWay(ArchRule rule) {
    rule.check(CORE);
  }

  @Test
  void coreTouchesTheWorldOnlyThroughItsPorts() {
    Purity.rule().check(CORE);
  }

  @ParameterizedTest(name = "{0} may not see {1}")
  @CsvSource({
    ".stanza, .port",
    ".stanza, ''",
    ".port, .machine",
    ".port, ''",
    ".machine, .transport",
    "'', .transfer",
    "'', .machine",
    ".content, .transport",
    ".xmpp, .jingle",
    ".transport, .jingle",
    ".transport, .negotiation",
    ".transport.socks5, .si",
    ".security, .peerlink",
    ".security, .transfer",
    ".ice, .jingle",
    ".ice.stun, .negotiation",
    ".negotiation, .jingle",
    ".negotiation, .transfer",
    ".jingle, .si",
    ".jingle, .peerlink",
    ".si, .jingle",
    ".si, .peerlink",
    ".peerlink, .jingle",
    ".peerlink, .si",
    ".transfer, .jingle",
    ".transfer, .si",
    ".transfer, .peerlink",
    ".jingle, .io",
    ".jingle, .sim",
  })
  void refusesAWrongArrow(String from, String to) throws IOException {
    write(from, to);
    write(to, to);

    assertThat(broken())
        .anyMatch(b -> b.contains(from + ".Fixture") && b.contains(to + ".Fixture"));
  }

  @ParameterizedTest(name = "{0} may see {1}")
  @CsvSource({
    ".port, .stanza",
    ".machine, .port",
    "'', .content",
    ".transport, .port",
    ".transport, ''",
    ".transport, .transport.socks5",
    ".jingle, .transport",
    ".jingle, .security",
    ".jingle, .negotiation",
    ".si, .negotiation",
    ".peerlink, .ice",
    ".transfer, .negotiation",
  })
  void acceptsARightArrow(String from, String to) throws IOException {
    write(from, to);
    write(to, to);

    assertThat(broken()).isEmpty();
  }

  @Test
  void refusesACycleBetweenFeatures() throws IOException {
    write(".dht", ".identity");
    write(".identity", ".pep");
    write(".pep", ".dht");

    assertThat(broken()).singleElement().asString().contains("Cycle detected");
  }

  static Stream<String> impureMethods() {
    return Arrays.stream(Impure.class.getDeclaredMethods())
        .filter(m -> !m.isSynthetic())
        .map(Method::getName);
  }

  @ParameterizedTest
  @MethodSource("impureMethods")
  void refusesWhatTouchesTheWorld(String method) {
    FailureReport report =
        Purity.rule()
            .evaluate(new ClassFileImporter().importClasses(Impure.class))
            .getFailureReport();

    assertThat(report.getDetails()).anyMatch(d -> d.contains("Impure." + method + "("));
  }

  @Test
  void acceptsWhatOnlyLooksLikeTheWorld() {
    Purity.rule().check(new ClassFileImporter().importClasses(Impure.Pure.class));
  }

  private List<String> broken() {
    JavaClasses wrong = new ClassFileImporter().importPath(classes);
    return Arrows.all().stream()
        .flatMap(r -> r.evaluate(wrong).getFailureReport().getDetails().stream())
        .toList();
  }

  /** Writes a class {@code Fixture} into the one package that has a field of another's type. */
  private void write(String from, String to) throws IOException {
    ClassDesc fixture = ClassDesc.of(Arrows.ROOT + from, "Fixture");
    ClassDesc seen = ClassDesc.of(Arrows.ROOT + to, "Fixture");
    byte[] bytes = ClassFile.of().build(fixture, c -> c.withField("seen", seen, ACC_PUBLIC));
    Path file = classes.resolve((Arrows.ROOT + from).replace('.', '/')).resolve("Fixture.class");
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}
