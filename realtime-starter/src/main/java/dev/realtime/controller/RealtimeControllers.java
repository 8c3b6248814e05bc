package dev.realtime.controller;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolverComposite;
import org.springframework.validation.Validator;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.CommandRejectedException;
import dev.realtime.command.Caller;
import dev.realtime.command.InitialState;
import dev.realtime.command.RpcHandler;
import dev.realtime.controller.MappingTable.Mapping;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Payload;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.security.CallScope;

/**
 * The controllers of an application. They are looked for once, when all beans stand;
 * before that nothing is answered. A controller that could not work ends the start of the
 * application with a message that names class, method and remedy.
 *
 * <p>
 * Thread-safe. {@link #covers} and {@link #takesMessages} are quick and allocate nothing;
 * everything else runs application code on the calling thread and may block. The stages
 * complete with {@link CommandRejectedException} or not exceptionally at all.
 */
public final class RealtimeControllers implements RpcHandler, InitialState, SmartInitializingSingleton {

	/**
	 * Message header with the {@link Caller}, for argument resolvers of an application's
	 * own.
	 */
	public static final String CALLER_HEADER = "realtimeCaller";

	private static final Logger logger = LoggerFactory.getLogger(RealtimeControllers.class);

	private final ConfigurableListableBeanFactory beans;

	private final HandlerMethodArgumentResolverComposite arguments;

	private final ControllerCalls calls;

	private volatile ControllerMappings mappings = ControllerMappings.NONE;

	/**
	 * Prepares for the controllers of an application.
	 * @param beans where they are
	 * @param json the application's mapper, used without its indentation
	 * @param validator checks data whose parameter asks for it, nothing to check none
	 * @param arguments more kinds of parameters, asked before everything else is taken
	 * for data
	 * @param scope surrounds each call
	 * @param executor runs what follows a stage of the application's; the application
	 * executor, never a loop
	 */
	public RealtimeControllers(ConfigurableListableBeanFactory beans, JsonMapper json, @Nullable Validator validator,
			List<HandlerMethodArgumentResolver> arguments, CallScope scope, Executor executor) {
		JsonMapper compact = json.rebuild().disable(SerializationFeature.INDENT_OUTPUT).build();
		JacksonJsonMessageConverter converter = new JacksonJsonMessageConverter(compact);
		this.beans = beans;
		this.arguments = ControllerArguments.of(beans, converter, validator, arguments);
		this.calls = new ControllerCalls(converter, scope, executor,
				new FailureAnswers(scope, new FailureLog(System::nanoTime)));
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<ControllerBean> controllers = new ControllerScan(this.beans, this.arguments).run();
		ControllerMappings found = new MappingScan(this::resolvePlaceholders).read(controllers);
		logger.debug("Controllers answer " + found.methods().size() + " rpc mappings and give the state of "
				+ found.states().size() + " channel mappings");
		this.mappings = found;
	}

	@Override
	public CompletionStage<@Nullable Payload> call(Caller caller, String method, @Nullable Payload argument) {
		Mapping mapping = this.mappings.methods().find(method);
		if (mapping == null) {
			return CompletableFuture.failedFuture(new CommandRejectedException(ErrorCode.METHOD_NOT_FOUND));
		}
		return this.calls.ask(mapping.method(),
				CallMessage.message(caller, method, mapping.pattern().variables(method), argument), caller);
	}

	@Override
	public boolean takesMessages() {
		return this.mappings.messages() != null;
	}

	@Override
	public CompletionStage<@Nullable Void> message(Caller caller, @Nullable Payload data) {
		ControllerMethod method = this.mappings.messages();
		if (method == null) {
			return CompletableFuture.failedFuture(new CommandRejectedException(ErrorCode.NOT_AVAILABLE));
		}
		CompletableFuture<@Nullable Void> handled = new CompletableFuture<>();
		this.calls.ask(method, CallMessage.message(caller, null, Map.of(), data), caller)
			.whenComplete((unused, failure) -> {
				if (failure == null) {
					handled.complete(null);
				}
				else {
					handled.completeExceptionally(failure);
				}
			});
		return handled;
	}

	@Override
	public boolean covers(ChannelName channel) {
		return this.mappings.states().find(channel.value()) != null;
	}

	@Override
	public CompletionStage<@Nullable Payload> read(Caller caller, ChannelName channel, @Nullable Payload data) {
		Mapping mapping = this.mappings.states().find(channel.value());
		if (mapping == null) {
			return CompletableFuture.completedFuture(null);
		}
		return this.calls.askPermission(mapping.method(),
				CallMessage.subscribe(caller, channel.value(), mapping.pattern().variables(channel.value()), data),
				caller);
	}

	private String resolvePlaceholders(String text) {
		String resolved = this.beans.resolveEmbeddedValue(text);
		return (resolved != null) ? resolved : text;
	}

}
