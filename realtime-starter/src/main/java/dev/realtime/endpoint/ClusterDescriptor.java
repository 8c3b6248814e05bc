package dev.realtime.endpoint;

import java.util.List;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The cluster at a glance.
 *
 * @param cluster its name
 * @param self the name of the node that answers
 * @param connections how many all nodes have
 * @param capacity how many they may have
 * @param slow how many do not keep up
 * @param nodes how each node is, by name
 * @param orders what is ordered
 */
public record ClusterDescriptor(String cluster, String self, long connections, long capacity, long slow,
		List<NodeDescriptor> nodes, OrdersDescriptor orders) implements OperationResponseBody {

}
