package dev.realtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Tells a {@link ForkedApplication} what to do, and asks it how it is. Thread-safe.
 */
public final class ForkedCalls {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final HttpClient http = HttpClient.newHttpClient();

	private final ForkedApplication application;

	private final String host;

	/**
	 * Makes calls to an application.
	 * @param application which
	 * @param host where it is
	 */
	public ForkedCalls(ForkedApplication application, String host) {
		this.application = application;
		this.host = host;
	}

	/**
	 * Asks with POST.
	 * @param path what
	 * @return the answer's body
	 * @throws IllegalStateException if it is not answered with 200
	 */
	public String post(String path) {
		HttpResponse<String> response = send(request(path).POST(HttpRequest.BodyPublishers.noBody()).build());
		if (response.statusCode() != 200) {
			throw new IllegalStateException(path + " was answered with " + response.statusCode() + ": "
					+ response.body() + "\n" + this.application.output());
		}
		return response.body();
	}

	/**
	 * Asks with GET.
	 * @param path what
	 * @return the answer, whatever its status
	 */
	public HttpResponse<String> get(String path) {
		return send(request(path).GET().build());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://" + this.host + ":" + this.application.port() + path))
			.timeout(PATIENCE);
	}

	private HttpResponse<String> send(HttpRequest request) {
		try {
			return this.http.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(this.application.output(), ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
