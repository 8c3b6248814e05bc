package dev.realtime.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

import dev.realtime.admission.Door;
import dev.realtime.admission.Doorkeeper;
import dev.realtime.channel.Channels;
import dev.realtime.command.ApplicationCalls;
import dev.realtime.control.ControlThread;
import dev.realtime.control.OverloadControl;
import dev.realtime.control.RedisLag;
import dev.realtime.control.Sensors;
import dev.realtime.loop.LoopThreads;
import dev.realtime.loop.SerialExecutor;
import dev.realtime.loop.Ticker;
import dev.realtime.overload.Overload;
import dev.realtime.session.Sessions;

/**
 * Lets a node look after itself: what its sensors say becomes what it serves.
 */
@AutoConfiguration(after = RealtimeServletAutoConfiguration.class)
@ConditionalOnBean(Sessions.class)
public final class RealtimeControlAutoConfiguration {

	@Bean
	OverloadControl realtimeOverloadControl(RealtimeProperties properties, LoopThreads threads, Sessions sessions,
			Channels channels, Doorkeeper doorkeeper, Door door, ObjectProvider<RedisLag> redis, ApplicationCalls calls,
			ApplicationEventPublisher events) {
		Sensors sensors = new Sensors(threads.loops(), sessions.stats(), channels, doorkeeper.stats(),
				properties.limits().maxConnections(), redis.getIfAvailable(() -> RedisLag.NONE), Ticker.SYSTEM);
		SerialExecutor inOrder = new SerialExecutor(calls.executor());
		return new OverloadControl(properties.overload(), sensors::pressure, sensors::occupancy, channels, door,
				Ticker.SYSTEM, (event) -> inOrder.execute(() -> events.publishEvent(event)));
	}

	@Bean
	ControlThread realtimeControlThread(OverloadControl overload) {
		return new ControlThread(List.of(overload), Overload.READ_EVERY);
	}

	@Bean
	ControlLifecycle realtimeControlLifecycle(ControlThread thread) {
		return new ControlLifecycle(thread);
	}

	@Bean
	static LazyInitializationExcludeFilter realtimeControlIsEager() {
		return LazyInitializationExcludeFilter.forBeanTypes(ControlLifecycle.class);
	}

}
