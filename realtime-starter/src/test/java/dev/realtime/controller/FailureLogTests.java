package dev.realtime.controller;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolverComposite;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.util.StringUtils;

import dev.realtime.command.RepeatedFailures;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FailureLog}.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureLogTests {

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

	private final FailureLog log = new FailureLog(this.now::get);

	@Test
	void speaksOnceAMinutePerMethodAndCountsWhatItKeptToItself(CapturedOutput output) throws Exception {
		ControllerMethod one = method("one");
		ControllerMethod other = method("other");

		for (int i = 0; i < 1000; i++) {
			this.log.failed(one, new IllegalStateException("broken"));
		}
		this.log.failed(other, new IllegalStateException("broken"));

		assertThat(StringUtils.countOccurrencesOf(output.getOut(), "Sample#one failed")).isOne();
		assertThat(StringUtils.countOccurrencesOf(output.getOut(), "Sample#other failed")).isOne();
		assertThat(output).contains("WARN").contains("java.lang.IllegalStateException: broken");

		this.now.addAndGet(RepeatedFailures.PERIOD.toNanos() - 1);
		this.log.failed(one, new IllegalStateException("broken"));
		assertThat(StringUtils.countOccurrencesOf(output.getOut(), "Sample#one failed")).isOne();

		this.now.incrementAndGet();
		this.log.failed(one, new IllegalStateException("broken"));
		assertThat(output).contains("Sample#one failed").contains("(1000 more failures since this was last said)");
	}

	@Test
	void leavesOutTheMessageThatAnExceptionCarries(CapturedOutput output) throws Exception {
		this.log.failed(method("one"),
				new MessageHandlingException(new GenericMessage<>("a secret of the client"), "No such header"));

		assertThat(output).contains("Sample#one failed").contains("No such header").doesNotContain("a secret");
	}

	private static ControllerMethod method(String name) throws NoSuchMethodException {
		Method method = Sample.class.getDeclaredMethod(name);
		return new ControllerBean(new Sample(), Sample.class, new HandlerMethodArgumentResolverComposite())
			.method(method);
	}

	static class Sample {

		void one() {
		}

		void other() {
		}

	}

}
