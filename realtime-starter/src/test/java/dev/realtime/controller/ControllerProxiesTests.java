package dev.realtime.controller;

import java.util.concurrent.atomic.AtomicInteger;

import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.TargetSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.annotation.SubscribeMapping;

import dev.realtime.RealtimeController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for controllers that are not called directly.
 */
class ControllerProxiesTests {

	@Test
	void aControllerBehindAClassProxyIsCalledThroughIt() {
		try (ControllerApp app = ControllerApp.with(ClassProxies.class, Counter.class, Plain.class)) {
			assertThat(AopUtils.isCglibProxy(app.bean(Plain.class))).isTrue();

			assertThat(app.rpc("greet:ann", "\"hi\"")).isEqualTo("\"hi ann, says me\"");
			assertThat(app.state("greeting")).isEqualTo("\"hello\"");
			assertThat(app.rpc("fail", null)).isEqualTo("\"handled by me\"");

			assertThat(app.bean(Counter.class).calls).hasValue(4);
		}
	}

	@Test
	void aControllerBehindAnInterfaceProxyIsFoundAndCalledThroughIt() {
		try (ControllerApp app = ControllerApp.with(InterfaceProxies.class, Counter.class, Behind.class)) {
			assertThat(AopUtils.isJdkDynamicProxy(app.bean(Greeter.class))).isTrue();

			assertThat(app.rpc("greet:ann", "\"hi\"")).isEqualTo("\"hi ann\"");
			assertThat(app.bean(Counter.class).calls).hasValue(1);
		}
	}

	@Test
	void annotationsMayStandOnTheInterface() {
		try (ControllerApp app = ControllerApp.with(InterfaceProxies.class, Counter.class, OnInterface.class)) {
			assertThat(app.rpc("welcome:ann", null)).isEqualTo("\"welcome ann\"");
			assertThat(app.bean(Counter.class).calls).hasValue(1);
		}
	}

	@Test
	void aFactoryMethodThatReturnsTheInterfaceIsNoObstacle() {
		try (ControllerApp app = ControllerApp.with(InterfaceProxies.class, Counter.class, Factory.class)) {
			assertThat(app.rpc("greet:ann", "\"hi\"")).isEqualTo("\"hi ann\"");
		}
	}

	@Test
	void aMethodThatAnInterfaceProxyDoesNotHaveIsRefused() {
		assertThatIllegalStateException()
			.isThrownBy(() -> ControllerApp.with(InterfaceProxies.class, Counter.class, Hidden.class))
			.withMessageContaining("hidden")
			.withMessageContaining("Hidden")
			.withMessageContaining("proxy-target-class");
	}

	@Test
	void aScopedControllerIsCalledThroughItsScope() {
		try (ControllerApp app = ControllerApp.with(Scopes.class, Scoped.class)) {
			assertThat(app.rpc("count", null)).isEqualTo("1");
			assertThat(app.rpc("count", null)).isEqualTo("2");
		}
	}

	@Test
	void aLazyControllerIsCreatedWhenTheApplicationStarts() {
		try (ControllerApp app = ControllerApp.with(LazyOne.class)) {
			assertThat(app.rpc("lazy", null)).isEqualTo("\"awake\"");
		}
	}

	@Test
	void aControllerInheritsMappings() {
		try (ControllerApp app = ControllerApp.with(Heir.class)) {
			assertThat(app.rpc("inherited", "{\"name\":\"x\"}")).isEqualTo("\"Item[name=x]\"");
		}
	}

	interface Greeter {

		String greet(String name, String greeting);

	}

	interface Welcomer {

		@MessageMapping("welcome:{name}")
		String welcome(@DestinationVariable("name") String who);

	}

	record Item(String name) {

	}

	static class Counter {

		final AtomicInteger calls = new AtomicInteger();

		MethodInterceptor interceptor() {
			return (invocation) -> {
				this.calls.incrementAndGet();
				return invocation.proceed();
			};
		}

	}

	@RealtimeController
	static class Plain {

		private final String me = "me";

		@MessageMapping("greet:{name}")
		String greet(@DestinationVariable String name, String greeting) {
			return greeting + " " + name + ", says " + this.me;
		}

		@SubscribeMapping("greeting")
		String greeting() {
			return "hello";
		}

		@MessageMapping("fail")
		void fail() {
			throw new IllegalStateException("no");
		}

		@MessageExceptionHandler
		String handle(IllegalStateException ex) {
			return "handled by " + this.me;
		}

	}

	@RealtimeController
	static class Behind implements Greeter {

		@Override
		@MessageMapping("greet:{name}")
		public String greet(@DestinationVariable String name, String greeting) {
			return greeting + " " + name;
		}

	}

	@RealtimeController
	static class OnInterface implements Welcomer {

		@Override
		public String welcome(String name) {
			return "welcome " + name;
		}

	}

	@RealtimeController
	static class Hidden implements Greeter {

		@Override
		public String greet(String name, String greeting) {
			return "";
		}

		@MessageMapping("hidden")
		public String hidden() {
			return "";
		}

	}

	@RealtimeController
	@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
	static class Scoped {

		private int count;

		@MessageMapping("count")
		int count() {
			return ++this.count;
		}

	}

	@RealtimeController
	@Lazy
	static class LazyOne {

		@MessageMapping("lazy")
		String lazy() {
			return "awake";
		}

	}

	abstract static class Ancestor<T> {

		@MessageMapping("inherited")
		String inherited(T item) {
			return item.toString();
		}

	}

	@RealtimeController
	static class Heir extends Ancestor<Item> {

	}

	@Configuration(proxyBeanMethods = false)
	static class Factory {

		@Bean
		Greeter greeter() {
			return new Behind();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scopes {

		@Bean
		static CustomScopeConfigurer threadScope() {
			CustomScopeConfigurer configurer = new CustomScopeConfigurer();
			configurer.addScope("thread", new SimpleThreadScope());
			return configurer;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClassProxies {

		@Bean
		static AbstractAutoProxyCreator proxies() {
			return new Proxies(true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InterfaceProxies {

		@Bean
		static AbstractAutoProxyCreator proxies() {
			return new Proxies(false);
		}

	}

	/** Wraps every controller, as {@code @Transactional} or {@code @Timed} would. */
	@SuppressWarnings("serial")
	static class Proxies extends AbstractAutoProxyCreator {

		Proxies(boolean proxyTargetClass) {
			setProxyTargetClass(proxyTargetClass);
		}

		@Override
		protected Object[] getAdvicesAndAdvisorsForBean(Class<?> beanClass, String beanName,
				TargetSource targetSource) {
			return beanClass.isAnnotationPresent(RealtimeController.class) ? PROXY_WITHOUT_ADDITIONAL_INTERCEPTORS
					: DO_NOT_PROXY;
		}

		@Override
		protected void customizeProxyFactory(ProxyFactory proxyFactory) {
			proxyFactory.addAdvice(getBeanFactory().getBean(Counter.class).interceptor());
		}

	}

}
