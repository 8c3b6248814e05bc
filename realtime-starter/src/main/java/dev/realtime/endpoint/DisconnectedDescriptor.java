package dev.realtime.endpoint;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A connection was ended.
 *
 * @param client its id
 * @param code what the client was told
 * @param reason what it was told in words
 * @param comesBack whether client libraries connect again after that
 * @param by who wanted it
 */
public record DisconnectedDescriptor(String client, int code, String reason, boolean comesBack,
		String by) implements OperationResponseBody {

}
