package dev.realtime.endpoint;

import java.security.Principal;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import dev.realtime.operator.OrderResult;
import dev.realtime.operator.OrderResult.Conflict;
import dev.realtime.operator.OrderResult.Done;
import dev.realtime.operator.OrderResult.Reason;
import dev.realtime.operator.OrderResult.Refused;
import dev.realtime.operator.Signature;

/**
 * Signs orders, waits for what comes of them and says it; everything that was done stands
 * in the log with who wanted it and why. Thread-safe.
 */
final class OrderDesk {

	private static final Logger logger = LoggerFactory.getLogger(OrderDesk.class);

	private static final int LONGEST_REASON = 200;

	private final ClusterView view;

	OrderDesk(ClusterView view) {
		this.view = view;
	}

	/**
	 * Has an order carried out.
	 * @param paper who wants it and why
	 * @param order writes it down
	 */
	WebEndpointResponse<OperationResponseBody> order(Paper paper,
			Function<Signature, CompletionStage<OrderResult>> order) {
		return signed(paper,
				(signature) -> Waiting.response(order.apply(signature), (result) -> answer(result, paper)));
	}

	/**
	 * Does something in somebody's name, and nothing if that name or what he wants makes
	 * no sense.
	 * @param paper who wants it and why
	 * @param deed does it; an {@link IllegalArgumentException} says what makes no sense
	 */
	static WebEndpointResponse<OperationResponseBody> signed(Paper paper,
			Function<Signature, WebEndpointResponse<OperationResponseBody>> deed) {
		try {
			return deed.apply(new Signature(paper.who(), paper.revision()));
		}
		catch (IllegalArgumentException ex) {
			return Problem.response(Problem.NO_SENSE, String.valueOf(ex.getMessage()));
		}
	}

	private WebEndpointResponse<OperationResponseBody> answer(OrderResult result, Paper paper) {
		if (result instanceof Done done) {
			log(done.words(), paper);
			return new WebEndpointResponse<>(
					new OrderDescriptor(done.words(), paper.who(), this.view.orders(done.standing())));
		}
		if (result instanceof Conflict conflict) {
			return Problem.conflict(this.view.orders(conflict.standing()));
		}
		if (result instanceof Refused refused) {
			return Problem.response(status(refused.reason()), refused.words());
		}
		throw new IllegalStateException("Three results, not " + result);
	}

	/** Says in the log that something was done. */
	static void log(String words, Paper paper) {
		logger.info("{}, by {}: {}", words, paper.who(), paper.why());
	}

	private static int status(Reason reason) {
		return switch (reason) {
			case UNKNOWN_NODE -> Problem.UNKNOWN;
			case INVALID -> Problem.NO_SENSE;
			case BUSY, NO_ROOM, NOTHING_TO_DO -> Problem.REFUSED;
		};
	}

	/**
	 * Who wants something and why.
	 *
	 * @param security knows who is logged in
	 * @param by who wants it, or for whom whoever is logged in wants it
	 * @param revision of the orders he saw
	 * @param reason why
	 */
	record Paper(SecurityContext security, @Nullable String by, @Nullable Long revision, @Nullable String reason) {

		/**
		 * Whoever is logged in stands last: that is certain, and what stands before it is
		 * what he says.
		 */
		String who() {
			Principal principal = this.security.getPrincipal();
			boolean said = this.by != null && !this.by.isBlank();
			if (principal != null) {
				return said ? this.by + " via " + principal.getName() : principal.getName();
			}
			return said ? this.by : "unknown";
		}

		String why() {
			if (this.reason == null || this.reason.isBlank()) {
				return "no reason given";
			}
			String plain = this.reason.replaceAll("\\p{Cntrl}", " ");
			return (plain.length() > LONGEST_REASON) ? plain.substring(0, LONGEST_REASON) : plain;
		}

	}

}
