package dev.realtime.endpoint;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What was ordered. Nodes obey within a second; how far they are is in their reports.
 *
 * @param done what was done, a sentence without a full stop
 * @param by who has ordered it
 * @param orders what is ordered now
 */
public record OrderDescriptor(String done, String by, OrdersDescriptor orders) implements OperationResponseBody {

}
