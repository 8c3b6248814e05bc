package dev.realtime.testing.redis;

import java.lang.reflect.Parameter;
import java.util.List;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts what {@link RedisTest} promises when it is first asked for, and ends it with the
 * run or the class.
 */
final class RedisExtension implements ParameterResolver {

	private static final Namespace NAMESPACE = Namespace.create(RedisExtension.class);

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		return type == TestRedis.class || type == RedisServer.class || type == RedisCluster.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		if (type == TestRedis.class) {
			return context.getRoot()
				.getStore(NAMESPACE)
				.computeIfAbsent(TestRedis.class, (key) -> TestRedis.find(System.getenv()), TestRedis.class);
		}
		Store store = classStore(context);
		if (type == RedisCluster.class) {
			return store.computeIfAbsent(RedisCluster.class, (key) -> RedisCluster.start(), RedisCluster.class);
		}
		String[] options = options(parameter.getParameter());
		return store.computeIfAbsent(List.of(options), (key) -> RedisServer.started(options), RedisServer.class);
	}

	/** Of the outermost class, whose parameters nested ones share. */
	private static Store classStore(ExtensionContext context) {
		ExtensionContext current = context;
		while (current.getParent().isPresent() && current.getParent().get() != context.getRoot()) {
			current = current.getParent().get();
		}
		return current.getStore(NAMESPACE);
	}

	private static String[] options(Parameter parameter) {
		RedisOptions options = parameter.getAnnotation(RedisOptions.class);
		return (options != null) ? options.value() : new String[0];
	}

}
