package dev.realtime.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;

import dev.realtime.security.CallScope;
import dev.realtime.security.ChannelAuthorizer;
import dev.realtime.security.ClientAuthenticator;
import dev.realtime.security.DefaultChannelAuthorizer;
import dev.realtime.security.PrincipalAuthenticator;
import dev.realtime.security.spring.SecurityContextCalls;

/**
 * Who may connect to a servlet application and what a client may do. Works with Spring
 * Security where it is present, and never adds a filter chain: one such bean would turn
 * Boot's defaults off for the whole application.
 */
@AutoConfiguration(after = RealtimeAutoConfiguration.class, before = RealtimeServletAutoConfiguration.class,
		afterName = "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration")
@ConditionalOnWebApplication(type = Type.SERVLET)
public final class RealtimeSecurityAutoConfiguration {

	@Bean
	AnonymousAccess realtimeAnonymousAccess(RealtimeProperties properties, ConfigurableBeanFactory beans) {
		return AnonymousAccess.of(properties.allowAnonymous(), beans.getBeanClassLoader());
	}

	@Bean
	@ConditionalOnMissingBean(ClientAuthenticator.class)
	PrincipalAuthenticator realtimeAuthenticator(AnonymousAccess anonymous) {
		return new PrincipalAuthenticator(anonymous.allowed());
	}

	@Bean
	@ConditionalOnMissingBean(ChannelAuthorizer.class)
	DefaultChannelAuthorizer realtimeAuthorizer(AnonymousAccess anonymous) {
		return new DefaultChannelAuthorizer(anonymous.allowed());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(SecurityContextHolder.class)
	static class WithSpringSecurity {

		@Bean
		@ConditionalOnMissingBean(CallScope.class)
		SecurityContextCalls realtimeCallScope() {
			return new SecurityContextCalls();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.springframework.security.core.context.SecurityContextHolder")
	static class WithoutSpringSecurity {

		@Bean
		@ConditionalOnMissingBean(CallScope.class)
		CallScope realtimeCallScope() {
			return CallScope.NONE;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ WebInvocationPrivilegeEvaluator.class, DispatcherServletPath.class })
	static class WithWebSecurity {

		@Bean
		AnonymousHandshakeCheck realtimeAnonymousHandshakeCheck(RealtimeProperties properties,
				AnonymousAccess anonymous, ObjectProvider<DispatcherServletPath> servlet,
				ObjectProvider<WebInvocationPrivilegeEvaluator> evaluators) {
			return new AnonymousHandshakeCheck(properties, anonymous, servlet, evaluators);
		}

		@Bean
		static LazyInitializationExcludeFilter realtimeAnonymousHandshakeCheckIsEager() {
			return LazyInitializationExcludeFilter.forBeanTypes(AnonymousHandshakeCheck.class);
		}

	}

}
