package dev.ferry.interop;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The condition behind {@link Needs}. */
final class NeededPrograms implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<String> missing = new ArrayList<>();
    AnnotationSupport.findAnnotation(context.getElement(), Needs.class)
        .ifPresent(needs -> {
          for (Program program : needs.value()) {
            missing.addAll(program.missing());
          }
        });
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("all programs are here");
    }
    String what = "not here: " + String.join(", ", missing) + "; run interop/install as root";
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(what);
    }
    // Said aloud: Maven prints the number of skipped tests, and not why.
    System.err.println("Skipping " + context.getDisplayName() + ": " + what);
    return ConditionEvaluationResult.disabled(what);
  }
}
