package dev.realtime.autoconfigure;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.boot.task.ThreadPoolTaskExecutorBuilder;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * The executor that runs application code: the bean that {@code realtime.executor} names,
 * else Spring Boot's own. Boot makes none when there is any other executor; when those
 * are STOMP's only, whose work is another, this makes one of its own as Boot would have.
 * It is not a bean itself, or else it would be injected wherever the application asks for
 * an executor.
 */
final class ApplicationExecutor implements DisposableBean {

	private static final String DEFAULT = "applicationTaskExecutor";

	/** What {@code @EnableWebSocketMessageBroker} brings. */
	private static final Set<String> OF_STOMP = Set.of("clientInboundChannelExecutor", "clientOutboundChannelExecutor",
			"brokerChannelExecutor", "messageBrokerTaskScheduler");

	private final Executor executor;

	private final @Nullable AutoCloseable own;

	private ApplicationExecutor(Executor executor, @Nullable AutoCloseable own) {
		this.executor = executor;
		this.own = own;
	}

	/**
	 * Finds the executor.
	 * @param beans where it is
	 * @param name name of the bean, or nothing
	 * @param environment says whether threads are virtual
	 * @throws IllegalStateException if there is none, or it is not clear which
	 */
	static ApplicationExecutor find(ListableBeanFactory beans, @Nullable String name, Environment environment) {
		if (name != null) {
			return new ApplicationExecutor(named(beans, name), null);
		}
		if (beans.containsBean(DEFAULT)) {
			return new ApplicationExecutor(named(beans, DEFAULT), null);
		}
		Set<String> others = new TreeSet<>(Arrays.asList(beans.getBeanNamesForType(Executor.class, true, false)));
		others.removeAll(OF_STOMP);
		if (!others.isEmpty()) {
			throw new IllegalStateException("realtime.executor is not set and there is no bean '" + DEFAULT
					+ "', because the application has an executor of its own: set realtime.executor to one of " + others
					+ ", or let Spring Boot make its own with spring.task.execution.mode=force");
		}
		return Threading.VIRTUAL.isActive(environment) ? virtual(beans) : pooled(beans);
	}

	/**
	 * Returns the executor.
	 * @return where application code runs
	 */
	Executor executor() {
		return this.executor;
	}

	@Override
	public void destroy() throws Exception {
		if (this.own != null) {
			this.own.close();
		}
	}

	private static Executor named(ListableBeanFactory beans, String name) {
		try {
			return beans.getBean(name, Executor.class);
		}
		catch (NoSuchBeanDefinitionException ex) {
			throw new IllegalStateException(
					"realtime.executor is '" + name + "', but there is no such bean: use one of "
							+ new TreeSet<>(Arrays.asList(beans.getBeanNamesForType(Executor.class, true, false))),
					ex);
		}
		catch (BeanNotOfRequiredTypeException ex) {
			throw new IllegalStateException("realtime.executor is '" + name + "', but that bean is a "
					+ ex.getActualType().getName() + ": name one that is an " + Executor.class.getName(), ex);
		}
	}

	private static ApplicationExecutor virtual(ListableBeanFactory beans) {
		SimpleAsyncTaskExecutor made = beans.getBean(SimpleAsyncTaskExecutorBuilder.class).build();
		return new ApplicationExecutor(made, made);
	}

	private static ApplicationExecutor pooled(ListableBeanFactory beans) {
		ThreadPoolTaskExecutor made = beans.getBean(ThreadPoolTaskExecutorBuilder.class).build();
		made.afterPropertiesSet();
		return new ApplicationExecutor(made, made::destroy);
	}

}
