package dev.realtime.endpoint;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

import dev.realtime.inspect.ChannelOrder;
import dev.realtime.inspect.ClusterChannels;
import dev.realtime.message.ChannelName;
import dev.realtime.message.NodeId;

/**
 * {@code /actuator/realtimechannels}: the channels that have subscribers.
 */
@WebEndpoint(id = "realtimechannels", defaultAccess = Access.READ_ONLY)
public final class ChannelsEndpoint {

	private static final int USUAL = 20;

	private final ClusterView view;

	private final ClusterChannels channels;

	/**
	 * Makes the endpoint.
	 * @param view knows the nodes
	 * @param channels asks them
	 */
	public ChannelsEndpoint(ClusterView view, ClusterChannels channels) {
		this.view = view;
		this.channels = channels;
	}

	/**
	 * Finds the channels that come first.
	 * @param prefix with which their names begin
	 * @param sort by subscribers, or by publications of late; by subscribers if it is not
	 * said
	 * @param limit how many, from 1 to 100; 20 if it is not said
	 * @param node the name of the node to ask, all if it is not said
	 * @return the channels, in order
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> channels(@Nullable String prefix, @Nullable ChannelOrder sort,
			@Nullable Integer limit, @Nullable String node) {
		NodeId on = (node != null) ? this.view.names().find(node).orElse(null) : null;
		if (node != null && on == null) {
			return this.view.names().unknownResponse(Set.of(node));
		}
		int most = (limit != null) ? limit : USUAL;
		if (most < 1 || most > ClusterChannels.MOST) {
			return Problem.outOfRange("limit", most, ClusterChannels.MOST);
		}
		return Waiting.found(
				this.channels.first((prefix != null) ? prefix : "", (sort != null) ? sort : ChannelOrder.SUBSCRIBERS,
						most, (on != null) ? Set.of(on) : null),
				(found) -> new ChannelsDescriptor(
						found.content().channels().stream().map(ChannelDescriptor::of).toList(), found.content().all(),
						MissingNode.of(found.missing())));
	}

	/**
	 * Looks at one channel.
	 * @param channel its name, in which there may be slashes
	 * @return how it is, on each node
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> channel(
			@Selector(match = Match.ALL_REMAINING) String... channel) {
		String name = String.join("/", channel);
		if (!ChannelName.isLegal(name)) {
			return Problem.response(Problem.NO_SENSE, "'" + name + "' is not the name of a channel");
		}
		return Waiting.response(this.channels.find(ChannelName.of(name)),
				(found) -> found.content().isEmpty()
						? Problem.nobodyKnows("node listens to channel " + name, found.missing())
						: new WebEndpointResponse<>(ChannelDescriptor.of(found.content().get(0))));
	}

}
