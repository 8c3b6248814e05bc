package dev.realtime.autoconfigure;

import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;

/**
 * Finds the executor that runs application code.
 */
final class ApplicationExecutor {

	private static final String DEFAULT = "applicationTaskExecutor";

	private ApplicationExecutor() {
	}

	static Executor find(BeanFactory beans, @Nullable String name) {
		try {
			return beans.getBean((name != null) ? name : DEFAULT, Executor.class);
		}
		catch (NoSuchBeanDefinitionException ex) {
			throw new IllegalStateException((name != null)
					? "realtime.executor names the bean '" + name + "', which does not exist"
					: "There is no bean '" + DEFAULT
							+ "', because the application has an executor of its own: name it in realtime.executor",
					ex);
		}
	}

}
