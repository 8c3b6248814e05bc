package dev.realtime.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the application's code runs.
 */
class ExecutorChoiceTests {

	private static final boolean HAS_VIRTUAL_THREADS = Runtime.version().feature() >= 21;

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class, RealtimeAutoConfiguration.class,
				RealtimeClusterAutoConfiguration.class, RealtimeSecurityAutoConfiguration.class,
				RealtimeServletAutoConfiguration.class));

	@Test
	void springBootsOwnExecutorIsTheDefault() {
		this.runner.run((context) -> assertThat(context.getBean(ApplicationExecutor.class).executor())
			.isSameAs(context.getBean("applicationTaskExecutor")));
	}

	@Test
	void threadsAreVirtualIfAskedForAndTheRuntimeHasThem() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(runsOnVirtualThread(context.getBean(ApplicationExecutor.class).executor()))
				.isEqualTo(HAS_VIRTUAL_THREADS));
	}

	@Test
	void executorIsTheOneThatIsNamed() {
		this.runner.withUserConfiguration(TwoExecutors.class)
			.withPropertyValues("realtime.executor=second")
			.run((context) -> assertThat(context.getBean(ApplicationExecutor.class).executor())
				.isSameAs(context.getBean("second")));
	}

	@Test
	void applicationWithExecutorsOfItsOwnIsAskedToNameOne() {
		this.runner.withUserConfiguration(TwoExecutors.class)
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseMessage("realtime.executor is not set and there is no bean 'applicationTaskExecutor', "
						+ "because the application has an executor of its own: set realtime.executor to one of "
						+ "[first, second], or let Spring Boot make its own with spring.task.execution.mode=force"));
	}

	@Test
	void bootsExecutorThatIsForcedIsUsedBesideOthers() {
		this.runner.withUserConfiguration(TwoExecutors.class)
			.withPropertyValues("spring.task.execution.mode=force")
			.run((context) -> assertThat(context.getBean(ApplicationExecutor.class).executor())
				.isSameAs(context.getBean("applicationTaskExecutor")));
	}

	@Test
	void nameOfNoBeanOrOfAnotherKindOfBeanIsRefused() {
		this.runner.withPropertyValues("realtime.executor=nobody")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("realtime.executor is 'nobody', but there is no such bean: use one of "
						+ "[applicationTaskExecutor]"));
		this.runner.withPropertyValues("realtime.executor=realtimeChannels")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("realtime.executor is 'realtimeChannels', but that bean is a "
						+ "dev.realtime.channel.Channels: name one that is an java.util.concurrent.Executor"));
	}

	@Test
	void stompsExecutorsAreNotTakenForTheApplications() {
		this.runner.withUserConfiguration(Stomp.class)
			.withPropertyValues("spring.task.execution.thread-name-prefix=mine-")
			.run((context) -> {
				assertThat(context).doesNotHaveBean("applicationTaskExecutor");
				ApplicationExecutor choice = context.getBean(ApplicationExecutor.class);
				assertThat(nameOfThread(choice.executor())).startsWith("mine-");
				assertThat(context.getBeansOfType(Executor.class)).doesNotContainValue(choice.executor());

				context.close();

				assertThat(((ThreadPoolTaskExecutor) choice.executor()).getThreadPoolExecutor().isShutdown()).isTrue();
			});
	}

	@Test
	void executorMadeBesideStompHasVirtualThreadsIfAskedForAndTheRuntimeHasThem() {
		this.runner.withUserConfiguration(Stomp.class)
			.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(runsOnVirtualThread(context.getBean(ApplicationExecutor.class).executor()))
				.isEqualTo(HAS_VIRTUAL_THREADS));
	}

	private static boolean runsOnVirtualThread(Executor executor) {
		return CompletableFuture.supplyAsync(() -> Thread.currentThread().toString(), executor)
			.orTimeout(10, TimeUnit.SECONDS)
			.join()
			.startsWith("VirtualThread[");
	}

	private static String nameOfThread(Executor executor) {
		return CompletableFuture.supplyAsync(() -> Thread.currentThread().getName(), executor)
			.orTimeout(10, TimeUnit.SECONDS)
			.join();
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoExecutors {

		@Bean
		Executor first() {
			return new TaskExecutorAdapter(Runnable::run);
		}

		@Bean
		Executor second() {
			return new SimpleAsyncTaskExecutor("second-");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocketMessageBroker
	static class Stomp implements WebSocketMessageBrokerConfigurer {

		@Override
		public void registerStompEndpoints(StompEndpointRegistry registry) {
			registry.addEndpoint("/stomp");
		}

	}

}
