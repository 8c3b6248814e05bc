package dev.realtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * Marks a class whose methods answer realtime clients: {@code @MessageMapping("vote")}
 * answers the client's {@code rpc("vote")}, {@code @SubscribeMapping("match:{id}:score")}
 * gives the state a new subscriber starts from, {@code @MessageExceptionHandler} turns
 * exceptions into answers.
 *
 * <p>
 * It is a {@code @Component} and on purpose no {@code @Controller}: STOMP and RSocket
 * both take {@code @MessageMapping} methods of controllers for their own, and a method
 * meant for this protocol would be callable past its rules.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface RealtimeController {

	/**
	 * Returns the suggested bean name.
	 * @return the name, empty for the default
	 */
	@AliasFor(annotation = Component.class)
	String value() default "";

}
