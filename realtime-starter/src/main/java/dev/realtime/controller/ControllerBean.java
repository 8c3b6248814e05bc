package dev.realtime.controller;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.support.AnnotationExceptionHandlerMethodResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolverComposite;

/**
 * One controller: the bean that is called, the class that carries the annotations, and
 * the methods that turn its exceptions into answers. Thread-safe.
 */
final class ControllerBean {

	private final Object bean;

	private final Class<?> type;

	private final HandlerMethodArgumentResolverComposite arguments;

	private final AnnotationExceptionHandlerMethodResolver exceptions;

	private final Map<Method, ControllerMethod> exceptionHandlers = new HashMap<>();

	ControllerBean(Object bean, Class<?> type, HandlerMethodArgumentResolverComposite arguments) {
		this.bean = bean;
		this.type = type;
		this.arguments = arguments;
		this.exceptions = new AnnotationExceptionHandlerMethodResolver(type);
		for (Method method : MethodIntrospector.selectMethods(type, ControllerBean::handlesExceptions)) {
			this.exceptionHandlers.put(method, method(method));
		}
	}

	Object bean() {
		return this.bean;
	}

	Class<?> type() {
		return this.type;
	}

	ControllerMethod method(Method method) {
		ControllerMethod result = new ControllerMethod(this, method);
		result.setMessageMethodArgumentResolvers(this.arguments);
		return result;
	}

	/** Returns the method for an exception, or else for its cause. */
	@Nullable ControllerMethod exceptionHandlerFor(Throwable failure) {
		Method method = this.exceptions.resolveMethod(failure);
		return (method != null) ? this.exceptionHandlers.get(method) : null;
	}

	private static boolean handlesExceptions(Method method) {
		return AnnotatedElementUtils.hasAnnotation(method, MessageExceptionHandler.class);
	}

}
