package dev.ferry.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the core may not touch: sockets, files, threads, clocks, name servers and chance. It reaches
 * them through {@code dev.ferry.port}, where the simulator stands in for them.
 *
 * <p>A {@code synchronized} block leaves no trace that can be seen here.
 */
final class Purity {
  /** Types, by full name. */
  private static final List<Pattern> TYPES =
      List.of(
          Pattern.compile("java\\.net\\.(\\w*Socket|SocketImpl|SocketOption\\w*|Datagram\\w*)"),
          Pattern.compile("java\\.net\\.(URLConnection|HttpURLConnection|NetworkInterface)"),
          Pattern.compile("java\\.net\\.http\\..*"),
          Pattern.compile("java(x\\.net)?\\.ssl\\.SSL(Server)?Socket\\w*"),
          Pattern.compile("javax\\.net\\.(ssl\\.)?\\w*SocketFactory"),
          Pattern.compile("java\\.nio\\.channels\\.\\w*(Socket|Datagram|File|Selector|Pipe)\\w*"),
          Pattern.compile("java\\.nio\\.file\\.(Files|FileSystem\\w*|WatchService)"),
          Pattern.compile("java\\.io\\.(File|RandomAccessFile)\\w*"),
          Pattern.compile("java\\.lang\\.(\\w*Thread\\w*|Process\\w*)([.$].*)?"),
          Pattern.compile("java\\.util\\.(Timer|TimerTask)"),
          // Allowed are the collections that never block, atomics and units of time.
          Pattern.compile(
              "java\\.util\\.concurrent\\.(?!atomic\\.|TimeUnit|Concurrent|CopyOnWrite).*"));

  /** Methods and constructors, as {@code type.name(parameter types)}. */
  private static final List<Pattern> MEMBERS =
      List.of(
          Pattern.compile("java\\.lang\\.System\\.(nanoTime|currentTimeMillis)\\(.*"),
          Pattern.compile("java\\.time\\.\\w+\\.now\\(.*"),
          Pattern.compile("java\\.time\\.Clock\\.(system|tick)\\w*\\(.*"),
          Pattern.compile("java\\.util\\.Date\\.<init>\\(\\)"),
          Pattern.compile(
              "java\\.net\\.Inet\\w*Address\\.(getByName|getAllByName|getLocalHost)\\(.*"),
          Pattern.compile("java\\.net\\.Inet\\w*Address\\.(getHostName|getCanonicalHostName)\\(.*"),
          // This one asks a name server too.
          Pattern.compile("java\\.net\\.InetSocketAddress\\.<init>\\(java\\.lang\\.String,.*"),
          Pattern.compile("java\\.lang\\.Object\\.(wait|notify|notifyAll)\\(.*"),
          Pattern.compile("java\\.lang\\.Math\\.random\\(.*"),
          Pattern.compile("java\\.util\\.Random\\.<init>\\(\\)"),
          Pattern.compile("java\\.util\\.UUID\\.randomUUID\\(.*"));

  private Purity() {}

  static ArchRule rule() {
    return classes().should(new TouchOnlyThePorts());
  }

  private static boolean isOfTheWorld(List<Pattern> world, String name) {
    return world.stream().anyMatch(p -> p.matcher(name).matches());
  }

  private static String name(CodeUnitAccessTarget target) {
    List<String> parameters =
        target.getRawParameterTypes().stream().map(JavaClass::getName).toList();
    return target.getOwner().getName()
        + "."
        + target.getName()
        + "("
        + String.join(",", parameters)
        + ")";
  }

  private static final class TouchOnlyThePorts extends ArchCondition<JavaClass> {
    TouchOnlyThePorts() {
      super("touch the world only through dev.ferry.port");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      type.getDirectDependenciesFromSelf().stream()
          .filter(d -> isOfTheWorld(TYPES, d.getTargetClass().getBaseComponentType().getName()))
          .forEach(d -> events.add(SimpleConditionEvent.violated(type, d.getDescription())));
      type.getCodeUnitAccessesFromSelf().stream()
          .filter(a -> isOfTheWorld(MEMBERS, name(a.getTarget())))
          .forEach(a -> events.add(SimpleConditionEvent.violated(type, a.getDescription())));
    }
  }
}
