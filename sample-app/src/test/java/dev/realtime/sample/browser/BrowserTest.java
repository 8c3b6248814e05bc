package dev.realtime.sample.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a class whose tests take a {@link Browser}, a fresh one for each test. Where no
 * browser is installed they are skipped and one line says so, unless
 * {@code REALTIME_BROWSER=required} is set, in the environment or as a system property:
 * then they fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BrowserExtension.class)
public @interface BrowserTest {

}
