package dev.realtime.flash;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.realtime.testing.Latencies;

/**
 * How long the node needs to refuse a handshake.
 */
final class HandshakeTimes extends OncePerRequestFilter {

	private final Latencies refusals = new Latencies();

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		long since = System.nanoTime();
		chain.doFilter(request, response);
		if (response.getStatus() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
			synchronized (this.refusals) {
				this.refusals.add(System.nanoTime() - since);
			}
		}
	}

	Latencies.Summary refusals() {
		synchronized (this.refusals) {
			return this.refusals.summary();
		}
	}

}
