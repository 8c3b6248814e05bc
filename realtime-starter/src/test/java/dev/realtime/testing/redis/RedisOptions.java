package dev.realtime.testing.redis;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How the {@link RedisServer} of a parameter is started. */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface RedisOptions {

	/**
	 * Options of the command line.
	 * @return such as {@code --appendonly} and {@code yes}
	 */
	String[] value();

}
