package dev.realtime.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

import dev.realtime.admission.Door;
import dev.realtime.admission.Doorkeeper;
import dev.realtime.channel.Channels;
import dev.realtime.cluster.Arrivals;
import dev.realtime.cluster.BusReports;
import dev.realtime.cluster.ClusterOverview;
import dev.realtime.cluster.NodeBus;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.cluster.OrderWatch;
import dev.realtime.command.ApplicationCalls;
import dev.realtime.control.ClusterControl;
import dev.realtime.control.ControlThread;
import dev.realtime.control.NodeDrain;
import dev.realtime.control.NodeReporter;
import dev.realtime.control.OverloadControl;
import dev.realtime.control.Readiness;
import dev.realtime.control.RedisSense;
import dev.realtime.control.Sensors;
import dev.realtime.loop.LoopThreads;
import dev.realtime.loop.SerialExecutor;
import dev.realtime.loop.Ticker;
import dev.realtime.message.NodeId;
import dev.realtime.operator.AutoRebalance;
import dev.realtime.operator.Operator;
import dev.realtime.operator.Overrides;
import dev.realtime.overload.Overload;
import dev.realtime.overload.OverloadSettings;
import dev.realtime.session.Sessions;
import dev.realtime.transport.servlet.ServletTransport;

/**
 * Lets a node look after itself: what its sensors say becomes what it serves.
 */
@AutoConfiguration(after = { RealtimeServletAutoConfiguration.class, RealtimeClusterAutoConfiguration.class })
@ConditionalOnBean(Sessions.class)
public final class RealtimeControlAutoConfiguration {

	@Bean
	OverloadControl realtimeOverloadControl(RealtimeProperties properties, LoopThreads threads, Sessions sessions,
			Channels channels, Doorkeeper doorkeeper, Door door, ObjectProvider<RedisSense> redis,
			ApplicationCalls calls, ApplicationEventPublisher events) {
		Sensors sensors = new Sensors(threads.loops(), sessions.stats(), channels, doorkeeper.stats(),
				properties.limits().maxConnections(), redis.getIfAvailable(() -> RedisSense.NONE), Ticker.SYSTEM);
		SerialExecutor inOrder = new SerialExecutor(calls.executor());
		return new OverloadControl(properties.overload(), sensors::pressure, sensors::occupancy, channels, door,
				Ticker.SYSTEM, (event) -> inOrder.execute(() -> events.publishEvent(event)));
	}

	@Bean
	ReadinessEvents realtimeReadinessEvents(ApplicationCalls calls, ApplicationContext context,
			ApplicationAvailability availability) {
		return new ReadinessEvents(context, availability, new SerialExecutor(calls.executor()));
	}

	@Bean
	Readiness realtimeReadiness(RealtimeProperties properties, OverloadControl overload, ClusterOverview overview,
			ReadinessEvents events) {
		OverloadSettings settings = properties.overload();
		return new Readiness(() -> overload.view().tier(),
				() -> overview.hasRoomElsewhere(settings.occupancy().refuse()), settings.hold(), Ticker.SYSTEM, events);
	}

	@Bean
	NodeDrain realtimeNodeDrain(RealtimeProperties properties, Sessions sessions, Door door, ClusterOverview overview,
			Readiness readiness, ApplicationCalls calls, ApplicationEventPublisher events) {
		SerialExecutor inOrder = new SerialExecutor(calls.executor());
		return new NodeDrain(properties.drain().balancerWait(), sessions, door, overview::obstacle, Ticker.SYSTEM,
				(event) -> inOrder.execute(() -> events.publishEvent(event)), readiness::serves);
	}

	@Bean
	NodeReporter realtimeNodeReporter(NodeId self, RealtimeProperties properties, Doorkeeper doorkeeper,
			Arrivals arrivals, Sessions sessions, Channels channels, OverloadControl overload, NodeDrain drain,
			ObjectProvider<RedisSense> redis) {
		return new NodeReporter(self, Version.text(), properties.limits().maxConnections(), doorkeeper.stats(),
				arrivals, sessions.stats(), channels, overload, drain, redis.getIfAvailable(() -> RedisSense.NONE),
				Ticker.SYSTEM);
	}

	@Bean
	BusReports realtimeBusReports(NodeBus bus, NodeReporter reporter) {
		return new BusReports(bus, reporter::report);
	}

	@Bean
	ClusterControl realtimeClusterControl(NodeDirectory nodes, OrderWatch orders, ClusterOverview overview,
			NodeReporter reporter, OverloadControl overload, NodeDrain drain) {
		return new ClusterControl(nodes, orders, overview, reporter, overload, drain, Ticker.SYSTEM);
	}

	@Bean
	Operator realtimeOperator(NodeDirectory nodes, OrderWatch orders, ClusterOverview overview,
			RealtimeProperties properties) {
		return new Operator(nodes, orders, overview, properties.drain(), Ticker.SYSTEM);
	}

	@Bean
	Overrides realtimeOverrides(NodeDirectory nodes, OrderWatch orders, ClusterOverview overview) {
		return new Overrides(nodes, orders, overview, Ticker.SYSTEM);
	}

	@Bean
	@ConditionalOnBooleanProperty("realtime.drain.auto-rebalance")
	AutoRebalance realtimeAutoRebalance(Operator operator, NodeDirectory nodes, ClusterOverview overview,
			RealtimeProperties properties) {
		return new AutoRebalance(operator, nodes, overview, properties.drain().plan(), Ticker.SYSTEM);
	}

	@Bean
	ControlThread realtimeControlThread(OverloadControl overload, NodeDrain drain, ClusterControl cluster,
			Readiness readiness, ObjectProvider<AutoRebalance> automatic, OrderWatch orders) {
		Map<Runnable, Duration> tasks = new HashMap<>(Map.of(overload, Overload.READ_EVERY, drain, NodeDrain.LOOK_EVERY,
				cluster, ClusterControl.LOOK_EVERY, readiness, Readiness.LOOK_EVERY));
		automatic.ifAvailable((each) -> tasks.put(each, AutoRebalance.LOOK_EVERY));
		ControlThread thread = new ControlThread(tasks);
		orders.whenChanged((changed) -> thread.execute(cluster::hear));
		return thread;
	}

	@Bean
	SessionLifecycle realtimeSessionLifecycle(Sessions sessions, ServletTransport transport, NodeDrain drain,
			RealtimeProperties properties) {
		return new SessionLifecycle(sessions, transport, drain, properties.drain());
	}

	@Bean
	ThreadLifecycle realtimeControlLifecycle(ControlThread thread, ClusterControl cluster) {
		return new ThreadLifecycle(thread::start, () -> {
			thread.execute(cluster::leave);
			thread.stop();
		}, 1);
	}

	@Bean
	static LazyInitializationExcludeFilter realtimeControlIsEager() {
		return LazyInitializationExcludeFilter.forBeanTypes(ThreadLifecycle.class, SessionLifecycle.class,
				BusReports.class);
	}

}
