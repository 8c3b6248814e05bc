package dev.realtime.autoconfigure;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.env.Environment;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.Validator;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.PersonalChannels;
import dev.realtime.admission.AdmissionSettings;
import dev.realtime.admission.Door;
import dev.realtime.admission.Doorkeeper;
import dev.realtime.admission.UserLimit;
import dev.realtime.admission.UserLimitSettings;
import dev.realtime.broker.Broker;
import dev.realtime.channel.ChannelRules;
import dev.realtime.channel.ChannelSettings;
import dev.realtime.channel.Channels;
import dev.realtime.cluster.Arrivals;
import dev.realtime.cluster.BusClients;
import dev.realtime.cluster.ClientDirectory;
import dev.realtime.cluster.ClientRegistrar;
import dev.realtime.cluster.ConfirmedConnections;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.command.ApplicationCalls;
import dev.realtime.command.CommandContext;
import dev.realtime.command.CommandSettings;
import dev.realtime.command.Commands;
import dev.realtime.command.InitialState;
import dev.realtime.command.RpcHandler;
import dev.realtime.controller.RealtimeControllers;
import dev.realtime.loop.LoopThreads;
import dev.realtime.loop.Ticker;
import dev.realtime.message.NodeId;
import dev.realtime.message.NodeMark;
import dev.realtime.presence.PresenceStore;
import dev.realtime.presence.memory.MemoryPresenceStore;
import dev.realtime.protocol.Codec;
import dev.realtime.protocol.JsonCodec;
import dev.realtime.security.CallScope;
import dev.realtime.security.ChannelAuthorizer;
import dev.realtime.security.ClientAuthenticator;
import dev.realtime.security.OriginPolicy;
import dev.realtime.session.BackpressureSettings;
import dev.realtime.session.ClientEntry;
import dev.realtime.session.ClientIndex;
import dev.realtime.session.SessionSettings;
import dev.realtime.session.Sessions;
import dev.realtime.transport.servlet.ServletTransport;
import dev.realtime.transport.servlet.ServletTransportSettings;
import dev.realtime.transport.servlet.UpgradeStrategyFactory;

/**
 * Makes a servlet application a node: it takes connections under {@code realtime.path}.
 */
@AutoConfiguration(after = { RealtimeAutoConfiguration.class, RealtimeClusterAutoConfiguration.class },
		afterName = { "org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration",
				"org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
				"org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration",
				"org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration" })
@ConditionalOnWebApplication(type = Type.SERVLET)
public final class RealtimeServletAutoConfiguration {

	@Bean
	LoopThreads realtimeLoopThreads(RealtimeProperties properties) {
		int loops = (properties.loops() > 0) ? properties.loops() : Runtime.getRuntime().availableProcessors();
		return new LoopThreads(loops, Ticker.SYSTEM);
	}

	@Bean
	ThreadLifecycle realtimeLoopLifecycle(LoopThreads threads) {
		return new ThreadLifecycle(threads::start, threads::stop, 0);
	}

	@Bean
	static LazyInitializationExcludeFilter realtimeLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(ThreadLifecycle.class, RealtimeControllers.class);
	}

	@Bean
	JsonCodec realtimeJsonCodec() {
		return new JsonCodec();
	}

	@Bean
	Channels realtimeChannels(LoopThreads threads, Broker broker, RealtimeProperties properties, JsonCodec codec) {
		RealtimeProperties.Backpressure backpressure = properties.backpressure();
		long tailBudget = (long) (backpressure.tailBudgetHeapFraction() * Runtime.getRuntime().maxMemory());
		ChannelSettings settings = new ChannelSettings(ChannelSettings.DEFAULTS.linger(),
				ChannelSettings.DEFAULTS.tailEntries(), backpressure.maxLag().toBytes(), tailBudget);
		return new Channels(threads.loops(), broker, settings, codec);
	}

	@Bean
	@ConditionalOnMissingBean(PresenceStore.class)
	MemoryPresenceStore realtimePresenceStore() {
		return new MemoryPresenceStore();
	}

	@Bean
	ApplicationExecutor realtimeApplicationExecutor(ListableBeanFactory beans, RealtimeProperties properties,
			Environment environment) {
		return ApplicationExecutor.find(beans, properties.executor(), environment);
	}

	@Bean
	ApplicationCalls realtimeApplicationCalls(ApplicationExecutor executor, CallScope scope) {
		return new ApplicationCalls(executor.executor(), scope);
	}

	/** A handler of the application's own takes the place of what it can do. */
	@Bean
	@Fallback
	RealtimeControllers realtimeControllers(ConfigurableListableBeanFactory beans, ObjectProvider<JsonMapper> json,
			ObjectProvider<Validator> validators, ObjectProvider<HandlerMethodArgumentResolver> resolvers,
			CallScope scope, ApplicationCalls calls) {
		return new RealtimeControllers(beans, json.getIfAvailable(JsonMapper::shared), validators.getIfUnique(),
				resolvers.orderedStream().toList(), scope, calls.executor());
	}

	@Bean
	Commands realtimeCommands(NodeId self, RealtimeProperties properties, ChannelRules rules,
			ObjectProvider<PersonalChannels> personal, Channels channels, Broker broker, PresenceStore presence,
			ClientAuthenticator authenticator, ChannelAuthorizer authorizer, ApplicationCalls calls,
			ObjectProvider<RpcHandler> rpc, ObjectProvider<InitialState> initialState) {
		CommandSettings settings = new CommandSettings(properties.limits().maxChannels(),
				bytes(properties.limits().maxPayloadSize()), properties.limits().commandsPerSecond(),
				CommandSettings.DEFAULTS.historyLimit(), CommandSettings.DEFAULTS.deadline());
		return new Commands(new CommandContext(settings, rules, personal.getIfAvailable(), channels, broker, presence,
				authenticator, authorizer, calls, rpc.getIfAvailable(), initialState.getIfAvailable(),
				(int) properties.heartbeat().interval().toSeconds(), Version.text(),
				properties.affinity().enabled() ? NodeMark.of(self) : ""));
	}

	@Bean
	ClientIndex realtimeClientIndex() {
		return new ClientIndex();
	}

	@Bean
	ClientRegistrar realtimeClientRegistrar(ClientDirectory directory) {
		return new ClientRegistrar(directory);
	}

	@Bean
	Arrivals realtimeArrivals(NodeDirectory nodes) {
		return new Arrivals(nodes);
	}

	@Bean
	ClientEntry realtimeClientEntry(ClientIndex index, ClientRegistrar registrar, ClientDirectory directory,
			BusClients clients, Arrivals arrivals, RealtimeProperties properties) {
		UserLimitSettings settings = new UserLimitSettings(properties.limits().maxConnectionsPerUser(),
				properties.limits().whenUserFull());
		return new ClientEntry(index, registrar, new UserLimit(settings, new ConfirmedConnections(directory, clients)),
				arrivals);
	}

	@Bean
	Sessions realtimeSessions(LoopThreads threads, RealtimeProperties properties, Codec codec, Commands commands,
			ClientEntry entry, ApplicationCalls calls, ApplicationEventPublisher events) {
		RealtimeProperties.Backpressure backpressure = properties.backpressure();
		BackpressureSettings bounds = new BackpressureSettings(bytes(backpressure.window()),
				backpressure.maxLag().toBytes(), bytes(backpressure.maxLag()), backpressure.ackTimeout(),
				backpressure.closeAfter(), backpressure.batchDelay(), backpressure.batchSize());
		SessionSettings settings = new SessionSettings(SessionSettings.DEFAULTS.connectTimeout(), bounds,
				properties.heartbeat(), properties.limits().maxConnectionAge());
		return new Sessions(threads.loops(), settings, codec, commands, entry, calls.executor(), events::publishEvent);
	}

	@Bean
	Door realtimeDoor() {
		return new Door();
	}

	@Bean
	Doorkeeper realtimeDoorkeeper(RealtimeProperties properties, Door door) {
		RealtimeProperties.Limits limits = properties.limits();
		return new Doorkeeper(new AdmissionSettings(limits.maxConnections(), limits.maxConnectionsPerAddress(),
				limits.connectRate(), limits.whenFull(), limits.trustedProxies(), limits.forwardingHeader()), door,
				System::nanoTime);
	}

	@Bean
	ServletTransport realtimeServletTransport(NodeId self, RealtimeProperties properties, Sessions sessions,
			Doorkeeper doorkeeper, ObjectProvider<UpgradeStrategyFactory> upgrade) {
		return new ServletTransport(self, properties.path(), sessions, new OriginPolicy(properties.allowedOrigins()),
				doorkeeper, new ServletTransportSettings(bytes(properties.limits().maxFrameSize()),
						properties.limits().idleAfter(), properties.affinity()),
				upgrade.getIfAvailable(() -> (ours, settings, standard) -> standard));
	}

	@Bean
	SimpleUrlHandlerMapping realtimeHandlerMapping(ServletTransport transport) {
		// Before the application's own mappings, which may end in a pattern for
		// everything.
		return new SimpleUrlHandlerMapping(transport.handlers(), -1);
	}

	private static int bytes(DataSize size) {
		return Math.toIntExact(size.toBytes());
	}

}
