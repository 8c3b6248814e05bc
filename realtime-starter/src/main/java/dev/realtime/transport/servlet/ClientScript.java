package dev.realtime.transport.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.util.DigestUtils;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Serves the browser client, read once and kept, with an entity tag so that browsers ask
 * and are told that nothing has changed.
 */
final class ClientScript implements HttpRequestHandler {

	private static final String RESOURCE = "/dev/realtime/client/client.js";

	private final byte[] script;

	private final String etag;

	ClientScript() {
		this.script = read();
		this.etag = "\"" + DigestUtils.md5DigestAsHex(this.script) + "\"";
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response)
			throws ServletException, IOException {
		response.setHeader(HttpHeaders.CACHE_CONTROL,
				CacheControl.maxAge(Duration.ZERO).mustRevalidate().cachePublic().getHeaderValue());
		if (new ServletWebRequest(request, response).checkNotModified(this.etag)) {
			return;
		}
		response.setContentType("text/javascript");
		response.setCharacterEncoding(StandardCharsets.UTF_8.name());
		response.setContentLength(this.script.length);
		response.getOutputStream().write(this.script);
	}

	private static byte[] read() {
		try (InputStream resource = ClientScript.class.getResourceAsStream(RESOURCE)) {
			if (resource == null) {
				throw new IllegalStateException(RESOURCE + " is missing from the jar");
			}
			return resource.readAllBytes();
		}
		catch (IOException ex) {
			throw new IllegalStateException(RESOURCE + " cannot be read", ex);
		}
	}

}
