package dev.realtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * Marks a class whose methods answer realtime clients, with the annotations of Spring
 * Messaging:
 *
 * <pre class="code">
 * &#64;RealtimeController
 * class Match {
 *
 *     &#64;SubscribeMapping("match:{id}:score")
 *     Scorecard current(&#64;DestinationVariable String id) { ... }
 *
 *     &#64;MessageMapping("vote")
 *     VoteResult vote(&#64;Valid Vote vote, Principal user) { ... }
 *
 * }
 * </pre>
 *
 * <p>
 * <b>Mappings.</b> {@code @MessageMapping("vote")} answers the client's
 * {@code rpc("vote")}. {@code @MessageMapping} without a name takes what clients
 * {@code send}, which has no name and no reply; at most one method of an application may
 * do that. {@code @SubscribeMapping("match:{id}:score")} gives the state from which a new
 * subscriber of a channel starts, or nothing if there is none. Segments are separated by
 * colons: {@code *} and <code>{name}</code> stand for one segment, {@code **} at the end
 * for the rest. The most exact pattern wins. {@code @MessageMapping} on the class is put
 * in front of the mappings of its methods.
 *
 * <p>
 * <b>Parameters.</b> The data is what is left when nothing else fits: read from JSON, and
 * validated if annotated with {@code @Valid} or {@code @Validated}; as
 * {@link dev.realtime.message.Payload} it comes untouched. Without data a method is not
 * called unless the parameter is nullable or an {@code Optional}. Besides it,
 * {@code @DestinationVariable}, {@code @Header}, {@code @Headers}, {@code Message}, and
 * of the client {@link java.security.Principal}, {@link dev.realtime.command.Caller},
 * {@link dev.realtime.message.ClientId}, {@link dev.realtime.message.UserId} and, on a
 * subscription, {@link dev.realtime.message.ChannelName}. A {@code Principal} that is
 * neither nullable nor {@code Optional} refuses anonymous clients with error 101.
 *
 * <p>
 * <b>Answers.</b> A value, a {@code Payload} as it is, nothing, or a
 * {@code CompletionStage} of those (or a {@code Mono}, where Reactor is present). Methods
 * are called on the application executor and may block; several clients call at the same
 * time. The security context, if there is one, is the client's until the method returns,
 * so that {@code @PreAuthorize} works.
 *
 * <p>
 * <b>Errors.</b> {@link CommandRejectedException} is the answer it carries. Any other
 * exception goes to the class's own {@code @MessageExceptionHandler} for it: what that
 * returns answers an rpc in the method's place, what it throws is the error. A handler
 * that returns nothing leaves the error as it was, and on a subscription a handler may
 * choose the error but never grant what the method refused. Unhandled, data that is
 * invalid or cannot be read becomes error 107 with the names of the fields, denied access
 * 103, failed authentication 101, and everything else 100 without a word of its message,
 * which is logged instead.
 *
 * <p>
 * It is a {@code @Component} and on purpose no {@code @Controller}: STOMP and RSocket
 * both take {@code @MessageMapping} methods of controllers for their own, and a method
 * meant for this protocol would be callable past its rules. A class that is both is
 * refused when the application starts.
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
