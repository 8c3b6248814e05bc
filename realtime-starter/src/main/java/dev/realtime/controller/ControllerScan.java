package dev.realtime.controller;

import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolverComposite;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;

import dev.realtime.RealtimeController;

/**
 * Finds the controllers of an application, also behind proxies. A bean that cannot be one
 * is refused.
 */
final class ControllerScan {

	private static final Logger logger = LoggerFactory.getLogger(ControllerScan.class);

	private final ConfigurableListableBeanFactory beans;

	private final HandlerMethodArgumentResolverComposite arguments;

	ControllerScan(ConfigurableListableBeanFactory beans, HandlerMethodArgumentResolverComposite arguments) {
		this.beans = beans;
		this.arguments = arguments;
	}

	/**
	 * Looks at every bean.
	 * @throws IllegalStateException if a bean is no legal controller; the message names
	 * class, method and remedy
	 */
	List<ControllerBean> run() {
		List<ControllerBean> found = new ArrayList<>();
		for (String name : this.beans.getBeanNamesForType(Object.class)) {
			Class<?> type = ScopedProxyUtils.isScopedTarget(name) ? null : typeOf(name);
			if (type != null && AnnotatedElementUtils.hasAnnotation(type, RealtimeController.class)) {
				check(name, type);
				found.add(new ControllerBean(this.beans.getBean(name), type, this.arguments));
			}
		}
		return found;
	}

	private void check(String name, Class<?> type) {
		if (AnnotatedElementUtils.hasAnnotation(type, Controller.class)) {
			throw new IllegalStateException(type.getName() + " is a @RealtimeController and a @Controller as well:"
					+ " STOMP and RSocket would offer its methods past the rules of this protocol."
					+ " Move the realtime methods to a class that is only a @RealtimeController");
		}
		if (!this.beans.isSingleton(name)) {
			throw new IllegalStateException("The @RealtimeController " + type.getName() + " (bean '" + name
					+ "') is no singleton, but one object answers all clients."
					+ " Remove its @Scope, or give the scope a proxyMode");
		}
	}

	/** The class the developer wrote, as event listeners are found as well. */
	private @Nullable Class<?> typeOf(String name) {
		try {
			Class<?> type = AutoProxyUtils.determineTargetClass(this.beans, name);
			if (type != null && ScopedObject.class.isAssignableFrom(type)) {
				Class<?> scoped = AutoProxyUtils.determineTargetClass(this.beans,
						ScopedProxyUtils.getTargetBeanName(name));
				type = (scoped != null) ? scoped : type;
			}
			return (type != null) ? ClassUtils.getUserClass(type) : null;
		}
		catch (RuntimeException | LinkageError ex) {
			// A bean whose class is not there: if anybody needs it, they will say so.
			logger.debug("Cannot tell the class of bean '" + name + "'", ex);
			return null;
		}
	}

}
