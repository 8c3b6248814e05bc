package dev.realtime.autoconfigure;

import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.security.web.servlet.ApplicationContextRequestMatcher;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.ApplicationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Request matchers for an application's own Spring Security filter chain. They follow
 * {@code realtime.path}, the context path and {@code spring.mvc.servlet.path}:
 *
 * <pre class="code">
 * http.authorizeHttpRequests((requests) -&gt; requests
 *     .requestMatchers(RealtimeRequest.toClientScript()).permitAll()
 *     .anyRequest().authenticated());
 * </pre>
 *
 * <p>
 * A handshake that Spring Security lets in without a user is that of an anonymous client;
 * {@code realtime.allow-anonymous} says whether it may connect.
 */
public final class RealtimeRequest {

	private RealtimeRequest() {
	}

	/**
	 * Matches WebSocket handshakes.
	 * @return a matcher
	 */
	public static RequestMatcher toWebSocket() {
		return new PathMatcher("/websocket");
	}

	/**
	 * Matches requests for the browser client.
	 * @return a matcher
	 */
	public static RequestMatcher toClientScript() {
		return new PathMatcher("/client.js");
	}

	/**
	 * Matches everything below {@code realtime.path}.
	 * @return a matcher
	 */
	public static RequestMatcher toAnyEndpoint() {
		return new PathMatcher("/**");
	}

	/** Knows the path once there is an application context. */
	private static final class PathMatcher extends ApplicationContextRequestMatcher<ApplicationContext> {

		private final String below;

		private volatile @Nullable RequestMatcher delegate;

		PathMatcher(String below) {
			super(ApplicationContext.class);
			this.below = below;
		}

		@Override
		protected void initialized(Supplier<ApplicationContext> context) {
			ApplicationContext beans = context.get();
			String servlet = beans.getBeanProvider(DispatcherServletPath.class)
				.getIfAvailable(() -> () -> "")
				.getPrefix();
			String path = beans.getBean(RealtimeProperties.class).path();
			this.delegate = PathPatternRequestMatcher.withDefaults().matcher(servlet + path + this.below);
		}

		@Override
		protected boolean matches(HttpServletRequest request, Supplier<ApplicationContext> context) {
			RequestMatcher matcher = this.delegate;
			return matcher != null && matcher.matches(request);
		}

		@Override
		public String toString() {
			return "RealtimeRequest[" + this.below + "]";
		}

	}

}
