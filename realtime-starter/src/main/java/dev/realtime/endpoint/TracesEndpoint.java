package dev.realtime.endpoint;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

import dev.realtime.endpoint.OrderDesk.Paper;
import dev.realtime.inspect.ClusterTraces;
import dev.realtime.inspect.Found;
import dev.realtime.message.ClientId;
import dev.realtime.session.Traces;
import dev.realtime.session.Traces.Start;

/**
 * {@code /actuator/realtimetraces}: what comes from single clients and goes to them,
 * written down for five minutes without what it holds.
 */
@WebEndpoint(id = "realtimetraces", defaultAccess = Access.READ_ONLY)
public final class TracesEndpoint {

	private final ClusterTraces traces;

	/**
	 * Makes the endpoint.
	 * @param traces asks the nodes
	 */
	public TracesEndpoint(ClusterTraces traces) {
		this.traces = traces;
	}

	/**
	 * Lists the traces that run or have ended in the last minutes.
	 * @return without what was written down
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> traces() {
		return Waiting.found(this.traces.all(),
				(found) -> new TracesDescriptor(found.content().stream().map(TraceDescriptor::of).toList(),
						MissingNode.of(found.missing())));
	}

	/**
	 * Reads what was written down about a client.
	 * @param client its id
	 * @return the trace, while it runs and for ten minutes more
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> trace(@Selector String client) {
		return Waiting.response(this.traces.find(new ClientId(client)),
				(found) -> found.content()
					.<WebEndpointResponse<OperationResponseBody>>map(
							(traced) -> new WebEndpointResponse<>(TraceDescriptor.of(traced)))
					.orElseGet(() -> Problem.nobodyKnows("trace of client " + client + " is there", found.missing())));
	}

	/**
	 * Begins to write down what comes from a client and goes to it.
	 * @param client its id
	 * @param by who wants it, or for whom whoever is logged in wants it
	 * @param reason why, for the log
	 * @param security knows who is logged in
	 * @return the trace, which is empty yet
	 */
	@WriteOperation
	public WebEndpointResponse<OperationResponseBody> start(@Selector String client, @Nullable String by,
			@Nullable String reason, SecurityContext security) {
		Paper paper = new Paper(security, by, null, reason);
		return OrderDesk.signed(paper, (signature) -> start(client, paper));
	}

	private WebEndpointResponse<OperationResponseBody> start(String client, Paper paper) {
		return Waiting.response(this.traces.start(new ClientId(client)), (found) -> switch (found.content()) {
			case STARTED -> {
				OrderDesk.log("client " + client + " is traced", paper);
				yield trace(client);
			}
			case RUNNING -> trace(client);
			case TOO_MANY -> Problem.response(Problem.REFUSED,
					"the node of client " + client + " already has " + Traces.MOST + " traces that run, or "
							+ Traces.MOST_KEPT + " with those that can still be read: end one, or wait some minutes");
			case UNKNOWN -> unknown(client, found);
		});
	}

	/**
	 * Ends a trace before its time; it can be read for ten minutes more.
	 * @param client its id
	 * @param by who wants it, or for whom whoever is logged in wants it
	 * @param reason why, for the log
	 * @param security knows who is logged in
	 * @return the trace
	 */
	@DeleteOperation
	public WebEndpointResponse<OperationResponseBody> stop(@Selector String client, @Nullable String by,
			@Nullable String reason, SecurityContext security) {
		Paper paper = new Paper(security, by, null, reason);
		return OrderDesk.signed(paper, (signature) -> stop(client, paper));
	}

	private WebEndpointResponse<OperationResponseBody> stop(String client, Paper paper) {
		return Waiting.response(this.traces.stop(new ClientId(client)), (found) -> {
			if (found.content()) {
				OrderDesk.log("client " + client + " is traced no more", paper);
			}
			return trace(client);
		});
	}

	private static WebEndpointResponse<OperationResponseBody> unknown(String client, Found<Start> found) {
		return Problem.nobodyKnows("client " + client + " is connected", found.missing());
	}

}
