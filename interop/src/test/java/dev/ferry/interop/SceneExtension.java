package dev.ferry.interop;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a {@link Scene} to each row, and one to all rows of a class ({@code @BeforeAll}), ends them
 * in time, and saves their logs to {@code target/failed} when a row fails; with {@code
 * -Dinterop.logs=true} also to {@code target/passed}.
 */
final class SceneExtension implements ParameterResolver, AfterEachCallback, AfterAllCallback {
  private static final Namespace NAMESPACE = Namespace.create(SceneExtension.class);
  private static final Path LOGS = Path.of("target").toAbsolutePath();

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Scene.class;
  }

  @Override
  public Scene resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(context.getUniqueId(), id -> new Scene(), Scene.class);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    end(context);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    end(context);
  }

  /** The store closes the scenes right after, when their contexts end. */
  private static void end(ExtensionContext context) throws Exception {
    Scene own = find(context);
    if (own != null) {
      own.end();
    }
    boolean failed = context.getExecutionException().isPresent();
    if (!failed && !Boolean.getBoolean("interop.logs")) {
      return;
    }
    Path folder = LOGS.resolve(failed ? "failed" : "passed").resolve(name(context));
    if (own != null) {
      own.saveLogs(folder);
    }
    Scene ofClass = context.getParent().map(SceneExtension::find).orElse(null);
    if (ofClass != null) {
      ofClass.saveLogs(folder);
    }
  }

  private static @Nullable Scene find(ExtensionContext context) {
    return context.getStore(NAMESPACE).get(context.getUniqueId(), Scene.class);
  }

  private static String name(ExtensionContext context) {
    String type = context.getRequiredTestClass().getSimpleName();
    return context.getTestMethod().map(method -> type + "." + method.getName()).orElse(type);
  }
}
