package dev.ferry.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.DeviceId;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which package of the core may see which: {@code transfer -> negotiation <- jingle | si | peerlink
 * -> transport, security -> port}. A package named here need not exist yet.
 */
final class Arrows {
  static final String ROOT = "dev.ferry";

  private static final List<String> NEGOTIATIONS = List.of("jingle", "si", "peerlink");

  private Arrows() {}

  /** All rules about who sees whom. */
  static List<ArchRule> all() {
    return rules().map(r -> r.allowEmptyShould(true)).toList();
  }

  private static Stream<ArchRule> rules() {
    return Stream.of(
        seesOnly("stanza").because("it is the language that everything else is written in"),
        seesOnly("port", "stanza").because("ports know nothing of those who use them"),
        seesOnly("machine", "port", "stanza").because("it is a vocabulary, not a protocol"),
        publicInterface(),
        doesNotSee("content", "jingle", "si", "peerlink", "negotiation", "transfer", "transport")
            .because("bytes of files are the same over every transport"),
        doesNotSee("folder", "jingle", "si", "peerlink", "negotiation", "transfer", "transport")
            .because("a folder is content like any other"),
        doesNotSee("swarm", "jingle", "si", "peerlink", "negotiation", "transfer", "transport")
            .because("chunks of files are the same over every transport"),
        doesNotSee("xmpp", "jingle", "si", "peerlink", "negotiation", "transfer", "transport")
            .because("the stream of stanzas knows none of the protocols it carries"),
        doesNotSee("transport", "jingle", "si", "peerlink", "negotiation", "transfer")
            .because("a transport does not know who negotiates it"),
        doesNotSee("security", "jingle", "si", "peerlink", "negotiation", "transfer")
            .because("a security method does not know who negotiates it"),
        doesNotSee("ice", "jingle", "si", "peerlink", "negotiation", "transfer")
            .because("a check list does not know who negotiates it"),
        doesNotSee("negotiation", "jingle", "si", "peerlink", "transfer")
            .because("it is the one door to all of them and names none"),
        doesNotSee("jingle", "si", "peerlink", "transfer").because("negotiations stand alone"),
        doesNotSee("si", "jingle", "peerlink", "transfer").because("negotiations stand alone"),
        doesNotSee("peerlink", "jingle", "si", "transfer").because("negotiations stand alone"),
        doesNotSee("transfer", NEGOTIATIONS.toArray(String[]::new))
            .because("a transfer goes through the one door"),
        nothingOfTheWorld(),
        noCycles());
  }

  private static ArchRule seesOnly(String from, String... to) {
    String[] seen =
        Stream.concat(Stream.of(from), Stream.of(to)).map(Arrows::in).toArray(String[]::new);
    return classes()
        .that(resideInAPackage(in(from)))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(seen).or(not(resideInAPackage(ROOT + ".."))));
  }

  private static ArchRule doesNotSee(String from, String... to) {
    return noClasses()
        .that(resideInAPackage(in(from)))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(Stream.of(to).map(Arrows::in).toArray(String[]::new)));
  }

  private static ArchRule publicInterface() {
    return classes()
        .that(resideInAPackage(ROOT))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(ROOT, in("stanza"), in("port"), in("content"))
                .or(belongToAnyOf(AccountId.class, DeviceId.class))
                .or(not(resideInAPackage(ROOT + ".."))))
        .because("callers see values and interfaces, not the protocols behind them");
  }

  private static ArchRule nothingOfTheWorld() {
    return noClasses()
        .that(resideInAPackage(ROOT + ".."))
        .should()
        .dependOnClassesThat(resideInAnyPackage(in("io"), in("sim"), in("app"), in("bench")))
        .because("the core is handed its ports");
  }

  private static ArchRule noCycles() {
    return slices().assignedFrom(new Features()).should().beFreeOfCycles();
  }

  private static String in(String feature) {
    return ROOT + "." + feature + "..";
  }

  /** Cuts the core into one slice a feature; the public interface is a slice of its own. */
  private static final class Features implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      if (name.equals(ROOT)) {
        return SliceIdentifier.of("the public interface");
      }
      return name.startsWith(ROOT + ".")
          ? SliceIdentifier.of(name.substring(ROOT.length() + 1).split("\\.")[0])
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "the features of " + ROOT;
    }
  }
}
