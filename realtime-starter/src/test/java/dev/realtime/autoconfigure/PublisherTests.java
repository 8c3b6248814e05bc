package dev.realtime.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import dev.realtime.RealtimePublisher;
import dev.realtime.broker.Broker;
import dev.realtime.broker.HistoryPage;
import dev.realtime.broker.HistoryQuery;
import dev.realtime.broker.PublishRequest;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Payload;
import dev.realtime.message.Priority;
import dev.realtime.message.StreamPosition;

import static dev.realtime.PublishOptions.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * What an application that injects a publisher gets.
 */
class PublisherTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, RealtimeAutoConfiguration.class))
		.withPropertyValues("realtime.channels[0].pattern=score:*", "realtime.channels[0].priority=high",
				"realtime.channels[0].history.size=10", "realtime.limits.max-payload-size=1KB");

	private final TransactionTemplate transaction = new TransactionTemplate(new InMemoryTransactions());

	@Test
	void channelThatNoRuleMatchesIsRefused() {
		run((publisher) -> assertThatIllegalArgumentException().isThrownBy(() -> publisher.publish("news", "x"))
			.withMessage("No rule matches the channel 'news': add one to realtime.channels, or correct the name. "
					+ "The rules are for [score:*]"));
	}

	@Test
	void illegalNameIsRefused() {
		run((publisher) -> assertThatIllegalArgumentException().isThrownBy(() -> publisher.publish("score: 1", "x"))
			.withMessage("A channel name must not hold white space or control characters, found U+0020 at index 6"));
	}

	@Test
	void payloadThatIsTooLargeIsRefused() {
		run((publisher) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> publisher.publish("score:1", "x".repeat(1023)))
			.withMessage("The payload for channel 'score:1' has 1025 bytes, the limit is 1024: publish less, or raise "
					+ "realtime.limits.max-payload-size"));
		run((publisher) -> assertThat(publisher.publish("score:1", "x".repeat(1022))).isCompleted());
	}

	@Test
	void payloadThatCannotBeWrittenIsRefused() {
		Node node = new Node();
		run((publisher) -> assertThatIllegalArgumentException().isThrownBy(() -> publisher.publish("score:1", node))
			.withMessageStartingWith("A payload of class " + Node.class.getName() + " cannot be written as JSON: ")
			.withMessageContaining("self-reference"));
	}

	@Test
	void payloadIsWrittenByTheApplicationsMapperAndAPayloadIsTakenAsItIs() {
		this.runner
			.withPropertyValues("spring.jackson.property-naming-strategy=SNAKE_CASE",
					"spring.jackson.serialization.indent-output=true")
			.run((context) -> {
				context.getBean(RealtimePublisher.class).publish("score:1", new Score(7));
				context.getBean(RealtimePublisher.class).publish("score:1", Payload.json("{ \"as\" : \"is\" }"));

				assertThat(history(context).publications()).extracting((publication) -> publication.data().text())
					.containsExactly("{\"runs_scored\":7}", "{ \"as\" : \"is\" }");
			});
	}

	@Test
	void publicationLeavesWhenTheTransactionHasCommitted() {
		run((context, publisher) -> {
			CompletionStage<StreamPosition> position = this.transaction.execute((status) -> {
				CompletionStage<StreamPosition> inside = publisher.publish("score:1", "x", with().afterCommit());
				assertThat(history(context).publications()).isEmpty();
				assertThat(inside).isNotCompleted();
				return inside;
			});

			assertThat(position).isCompletedWithValueMatching((committed) -> committed.offset() == 1);
			assertThat(history(context).publications()).hasSize(1);
		});
	}

	@Test
	void publicationOfATransactionThatRollsBackNeverLeaves() {
		run((context, publisher) -> {
			CompletionStage<StreamPosition> position = this.transaction.execute((status) -> {
				status.setRollbackOnly();
				return publisher.publish("score:1", "x", with().afterCommit());
			});

			assertThat(position.toCompletableFuture()).isCancelled();
			assertThat(history(context).publications()).isEmpty();
		});
	}

	@Test
	void publicationIsRefusedInsideTheTransactionAndNotAfterIt() {
		run((publisher) -> this.transaction.executeWithoutResult((status) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> publisher.publish("news", "x", with().afterCommit()))));
	}

	@Test
	void publicationLeavesAtOnceIfThereIsNoTransaction() {
		run((publisher) -> assertThat(publisher.publish("score:1", "x", with().afterCommit())).isCompleted());
	}

	@Test
	void afterCommitMeansAtOnceWhereSpringsTransactionsAreAbsent() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.transaction"))
			.run((context) -> assertThat(
					context.getBean(RealtimePublisher.class).publish("score:1", "x", with().afterCommit()))
				.isCompleted());
	}

	@Test
	void idempotencyKeyIsTakenOnce() {
		run((context, publisher) -> {
			CompletionStage<StreamPosition> first = publisher.publish("score:1", "x", with().idempotencyKey("ball 1"));
			CompletionStage<StreamPosition> again = publisher.publish("score:1", "y", with().idempotencyKey("ball 1"));

			assertThat(again.toCompletableFuture().join()).isEqualTo(first.toCompletableFuture().join());
			assertThat(history(context).publications()).hasSize(1);
		});
	}

	@Test
	void priorityLiftsAndNeverLowers() {
		run((context, publisher) -> {
			publisher.publish("score:1", "x", with().priority(Priority.CRITICAL));
			publisher.publish("score:1", "x", with().priority(Priority.LOW));
			publisher.publish("score:1", "x");

			assertThat(history(context).publications()).extracting((publication) -> publication.priority())
				.containsExactly(Priority.CRITICAL, Priority.HIGH, Priority.HIGH);
		});
	}

	@Test
	void brokerOfTheApplicationGetsWhatIsPublishedAndItsFailureReachesThePublisher() {
		this.runner.withUserConfiguration(OwnBroker.class).run((context) -> {
			Broker broker = context.getBean(Broker.class);
			given(broker.publish(any())).willReturn(CompletableFuture.failedFuture(new IllegalStateException("down")));

			CompletionStage<StreamPosition> position = context.getBean(RealtimePublisher.class)
				.publish("score:1", "x", with().tag("ball", "1.1"));

			assertThat(position.toCompletableFuture()).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.withMessageContaining("down");
			ArgumentCaptor<PublishRequest> request = ArgumentCaptor.forClass(PublishRequest.class);
			verify(broker).publish(request.capture());
			assertThat(request.getValue().tags()).containsEntry("ball", "1.1");
			assertThat(request.getValue().history().size()).isEqualTo(10);
		});
	}

	private void run(Consumer<RealtimePublisher> use) {
		run((context, publisher) -> use.accept(publisher));
	}

	private void run(BiConsumer<AssertableApplicationContext, RealtimePublisher> use) {
		ContextConsumer<AssertableApplicationContext> consumer = (context) -> use.accept(context,
				context.getBean(RealtimePublisher.class));
		this.runner.run(consumer);
	}

	private static HistoryPage history(AssertableApplicationContext context) {
		return context.getBean(Broker.class)
			.history(ChannelName.of("score:1"), new HistoryQuery(100, null, false))
			.toCompletableFuture()
			.join();
	}

	record Score(int runsScored) {

	}

	static final class Node {

		public Node getSelf() {
			return this;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBroker {

		@Bean
		Broker broker() {
			return mock(Broker.class);
		}

	}

	private static final class InMemoryTransactions extends AbstractPlatformTransactionManager {

		private static final long serialVersionUID = 1L;

		@Override
		protected Object doGetTransaction() {
			return new Object();
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

}
