package dev.realtime.sample.cricket;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.beans.factory.config.BeanPostProcessor;

import dev.realtime.RealtimePublisher;
import dev.realtime.sample.cricket.commentary.CommentaryEntry;

/**
 * Writes down every ball of the commentary before the application publishes it.
 */
final class PublishedBalls implements BeanPostProcessor {

	private final List<String> ids = new CopyOnWriteArrayList<>();

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (!(bean instanceof RealtimePublisher publisher)) {
			return bean;
		}
		return (RealtimePublisher) (channel, payload, options) -> {
			if (payload instanceof CommentaryEntry entry) {
				this.ids.add(entry.id());
			}
			return publisher.publish(channel, payload, options);
		};
	}

	int count() {
		return this.ids.size();
	}

	String newest() {
		return this.ids.get(this.ids.size() - 1);
	}

	/**
	 * Returns every ball between two, with them, in the order of publication.
	 */
	List<String> between(String first, String last) {
		return List.copyOf(this.ids.subList(this.ids.indexOf(first), this.ids.indexOf(last) + 1));
	}

}
