package dev.ferry.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Names the programs that rows are run against. Where one is not installed they are skipped with a
 * word on how to install it, but they fail where {@code CI=true} is set: there nothing may be
 * missing.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({NeededPrograms.class, SceneExtension.class})
@interface Needs {
  Program[] value();
}
