package dev.realtime.endpoint;

import java.util.List;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The channels that come first.
 *
 * @param channels in order
 * @param most how many that match there are on the node that has most
 * @param missing nodes that have not answered
 */
public record ChannelsDescriptor(List<ChannelDescriptor> channels, long most,
		List<MissingNode> missing) implements OperationResponseBody {

}
