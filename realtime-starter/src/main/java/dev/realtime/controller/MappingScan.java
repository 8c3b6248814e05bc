package dev.realtime.controller;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.simp.annotation.SendToUser;
import org.springframework.messaging.simp.annotation.SubscribeMapping;

import dev.realtime.controller.MappingTable.Mapping;

/**
 * Reads the mappings of controllers. What could not work is refused here, when the
 * application starts, and not when the first client asks.
 */
final class MappingScan {

	private final UnaryOperator<String> placeholders;

	private final List<Mapping> methods = new ArrayList<>();

	private final List<Mapping> states = new ArrayList<>();

	private @Nullable ControllerMethod messages;

	MappingScan(UnaryOperator<String> placeholders) {
		this.placeholders = placeholders;
	}

	/**
	 * Reads the mappings.
	 * @throws IllegalStateException if a method could not work; the message names class,
	 * method and remedy
	 */
	ControllerMappings read(List<ControllerBean> controllers) {
		for (ControllerBean controller : controllers) {
			Set<Method> mapped = MethodIntrospector.selectMethods(controller.type(),
					(Method method) -> has(method, MessageMapping.class) || has(method, SubscribeMapping.class));
			for (Method method : mapped) {
				add(controller.method(method));
			}
		}
		return new ControllerMappings(new MappingTable(this.methods), new MappingTable(this.states), this.messages);
	}

	private void add(ControllerMethod method) {
		MessageMapping message = find(method, MessageMapping.class);
		SubscribeMapping subscribe = find(method, SubscribeMapping.class);
		if (message != null && subscribe != null) {
			throw refuse(method, "has @MessageMapping and @SubscribeMapping: the one answers an rpc, the other gives"
					+ " the state of a channel. Make two methods of it");
		}
		if (has(method.getMethod(), SendTo.class) || has(method.getMethod(), SendToUser.class)) {
			throw refuse(method, "has @SendTo or @SendToUser, but its answer goes to the client that asked."
					+ " Remove the annotation and publish with RealtimePublisher");
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance()
			.getAdapter(method.getReturnType().getParameterType());
		if (adapter != null && adapter.isMultiValue()) {
			throw refuse(method, "returns a stream, but a command has one answer."
					+ " Return a list, or publish what follows with RealtimePublisher");
		}
		if (message != null) {
			addMessageMapping(method, message.value());
		}
		else if (subscribe != null) {
			addSubscribeMapping(method, subscribe.value());
		}
	}

	private void addMessageMapping(ControllerMethod method, String[] values) {
		for (String destination : destinations(method, values)) {
			if (destination.isEmpty()) {
				addMessageHandler(method);
			}
			else {
				Mapping mapping = new Mapping(pattern(method, destination), method);
				checkParameters(mapping, false);
				this.methods.add(mapping);
			}
		}
	}

	private void addMessageHandler(ControllerMethod method) {
		if (this.messages != null) {
			throw refuse(method,
					"has a @MessageMapping without a name, as has " + this.messages.describe()
							+ ", and a client's send can go to one method only."
							+ " Name the rpc that one of them answers, or remove it");
		}
		this.messages = method;
	}

	private void addSubscribeMapping(ControllerMethod method, String[] values) {
		Class<?> returned = method.getReturnType().nested().getNestedParameterType();
		if (method.isVoid() || returned == Void.class) {
			throw refuse(method, "is a @SubscribeMapping and returns nothing. Return the state a new subscriber"
					+ " starts from; to only decide who may subscribe, use a ChannelAuthorizer");
		}
		for (String destination : destinations(method, values)) {
			if (destination.isEmpty()) {
				throw refuse(method, "has a @SubscribeMapping without a channel."
						+ " Name the channels, as in @SubscribeMapping(\"match:{id}:score\")");
			}
			Mapping mapping = new Mapping(pattern(method, destination), method);
			checkParameters(mapping, true);
			this.states.add(mapping);
		}
	}

	/** Joins the patterns of class and method; empty for a method without a name. */
	private List<String> destinations(ControllerMethod method, String[] values) {
		MessageMapping prefix = AnnotatedElementUtils.findMergedAnnotation(method.controller().type(),
				MessageMapping.class);
		List<String> result = new ArrayList<>();
		for (String before : orEmpty((prefix != null) ? prefix.value() : new String[0])) {
			for (String value : orEmpty(values)) {
				boolean both = !before.isEmpty() && !value.isEmpty();
				result.add(this.placeholders.apply(before + (both ? MappingPattern.SEPARATOR : "") + value));
			}
		}
		return result;
	}

	private static String[] orEmpty(String[] values) {
		return (values.length > 0) ? values : new String[] { "" };
	}

	private static MappingPattern pattern(ControllerMethod method, String destination) {
		try {
			return MappingPattern.of(destination);
		}
		catch (IllegalArgumentException ex) {
			throw refuse(method, "is mapped to '" + destination + "', which is no pattern: " + ex.getMessage());
		}
	}

	private static void checkParameters(Mapping mapping, boolean subscribes) {
		for (MethodParameter parameter : mapping.method().getMethodParameters()) {
			parameter.initParameterNameDiscovery(DefaultParameterNameDiscoverer.getSharedInstance());
			DestinationVariable variable = parameter.getParameterAnnotation(DestinationVariable.class);
			if (variable != null) {
				checkVariable(mapping, parameter, variable.value());
			}
			else if (!subscribes && ClientArgumentResolver.isChannel(parameter)
					&& !DataArgumentResolver.isData(parameter)) {
				throw refuse(mapping.method(), "answers an rpc, which has no channel, and has a parameter of type"
						+ " ChannelName. Annotate it with @DestinationVariable or @Payload, or remove it");
			}
		}
	}

	private static void checkVariable(Mapping mapping, MethodParameter parameter, String declared) {
		String name = declared.isEmpty() ? parameter.getParameterName() : declared;
		if (name == null) {
			throw refuse(mapping.method(), "has a @DestinationVariable whose name is not known at run time."
					+ " Write it into the annotation or compile with -parameters");
		}
		if (!parameter.isOptional() && !mapping.pattern().hasVariable(name)) {
			throw refuse(mapping.method(), "has a @DestinationVariable '" + name + "', but '" + mapping.pattern()
					+ "' has no {" + name + "}. Use one name in both places");
		}
	}

	private static <A extends Annotation> @Nullable A find(ControllerMethod method, Class<A> annotation) {
		return AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), annotation);
	}

	private static boolean has(Method method, Class<? extends Annotation> annotation) {
		return AnnotatedElementUtils.hasAnnotation(method, annotation);
	}

	private static IllegalStateException refuse(ControllerMethod method, String problem) {
		return new IllegalStateException(method.describe() + " " + problem);
	}

}
