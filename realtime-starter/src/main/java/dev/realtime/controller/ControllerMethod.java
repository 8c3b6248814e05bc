package dev.realtime.controller;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;

import org.apache.commons.logging.impl.NoOpLog;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;
import org.springframework.util.ReflectionUtils;

/**
 * A method of a controller, ready to be called with a message. Parameters are read from
 * the class, where the annotations are; the call goes to the bean, which may be a proxy
 * of either kind. Says nothing of argument values, neither in exceptions nor in logs:
 * they are what clients sent.
 */
final class ControllerMethod extends InvocableHandlerMethod {

	private final ControllerBean controller;

	private final Method invocable;

	/**
	 * Prepares a method.
	 * @throws IllegalStateException if the bean is a proxy that does not have the method
	 */
	ControllerMethod(ControllerBean controller, Method method) {
		super(controller.bean(), method);
		this.controller = controller;
		this.invocable = AopUtils.selectInvocableMethod(method, controller.bean().getClass());
		ReflectionUtils.makeAccessible(this.invocable);
		setLogger(new NoOpLog());
	}

	ControllerBean controller() {
		return this.controller;
	}

	/** Class and method, for messages to the developer. */
	String describe() {
		return this.controller.type().getName() + "#" + getMethod().getName();
	}

	@Override
	protected Class<?> getContainingClass() {
		return this.controller.type();
	}

	@Override
	protected @Nullable Object doInvoke(@Nullable Object... args) throws Exception {
		try {
			return this.invocable.invoke(getBean(), args);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException(
					"Cannot call " + describe() + " with arguments of the types " + Arrays.toString(typesOf(args)), ex);
		}
		catch (InvocationTargetException ex) {
			Throwable thrown = ex.getTargetException();
			if (thrown instanceof Error error) {
				throw error;
			}
			throw (thrown instanceof Exception exception) ? exception : new UndeclaredThrowableException(thrown);
		}
	}

	private static @Nullable String[] typesOf(@Nullable Object[] args) {
		return Arrays.stream(args).map((arg) -> (arg != null) ? arg.getClass().getName() : null).toArray(String[]::new);
	}

}
