package dev.realtime.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * Refuses to start where anybody who reaches the actuator could drain nodes or disconnect
 * clients: a door without a lock is opened on purpose only.
 */
final class UnsecuredControlCheck implements SmartInitializingSingleton {

	private static final String OURS = "dev.realtime.endpoint";

	/** As the filter of Spring Security is called, whoever has made it. */
	private static final String FILTER = "springSecurityFilterChain";

	private final RealtimeProperties properties;

	private final ListableBeanFactory beans;

	private final ObjectProvider<EndpointAccessResolver> access;

	UnsecuredControlCheck(RealtimeProperties properties, ListableBeanFactory beans,
			ObjectProvider<EndpointAccessResolver> access) {
		this.properties = properties;
		this.beans = beans;
		this.access = access;
	}

	@Override
	public void afterSingletonsInstantiated() {
		EndpointAccessResolver resolver = this.access.getIfAvailable();
		if (resolver == null || this.properties.control().unsecured() || this.beans.containsBean(FILTER)) {
			return;
		}
		List<String> open = ours().filter((endpoint) -> isUnrestricted(endpoint, resolver))
			.map(WebEndpoint::id)
			.sorted()
			.toList();
		if (!open.isEmpty()) {
			throw new IllegalStateException("Anybody who reaches the actuator may write to " + String.join(", ", open)
					+ ": access is unrestricted and no filter chain of Spring Security is there. Add Spring "
					+ "Security, or set management.endpoint." + open.get(0)
					+ ".access to read-only, or, if something else keeps strangers away, "
					+ "realtime.control.unsecured to true");
		}
	}

	private Stream<WebEndpoint> ours() {
		return Arrays.stream(this.beans.getBeanNamesForAnnotation(WebEndpoint.class))
			.filter((name) -> isOurs(this.beans.getType(name)))
			.map((name) -> this.beans.findAnnotationOnBean(name, WebEndpoint.class))
			.filter(Objects::nonNull);
	}

	private static boolean isOurs(@Nullable Class<?> type) {
		return type != null && type.getName().startsWith(OURS);
	}

	private static boolean isUnrestricted(WebEndpoint endpoint, EndpointAccessResolver resolver) {
		return resolver.accessFor(EndpointId.of(endpoint.id()), endpoint.defaultAccess()) == Access.UNRESTRICTED;
	}

}
