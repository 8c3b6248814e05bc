package dev.realtime.testing.redis;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class Redis, as parameters of its constructor or its methods.
 *
 * <ul>
 * <li>{@link TestRedis}: one for all tests of the run, each of which keeps to a cluster
 * name of its own.
 * <li>{@link RedisServer}: a process of this class's own, which it may kill, pause and
 * empty; with {@link RedisOptions} at the parameter, one that was started with these.
 * <li>{@link RedisCluster}: three masters and three replicas of this class's own.
 * </ul>
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RedisExtension.class)
public @interface RedisTest {

}
