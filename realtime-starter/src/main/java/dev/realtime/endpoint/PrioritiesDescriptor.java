package dev.realtime.endpoint;

import java.util.List;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.realtime.endpoint.OrdersDescriptor.OrderedPriority;

/**
 * The priorities that are ordered.
 *
 * @param revision of the orders, to sign with
 * @param priorities those that are in force, by pattern
 */
public record PrioritiesDescriptor(long revision, List<OrderedPriority> priorities) implements OperationResponseBody {

}
