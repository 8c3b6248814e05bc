package dev.realtime.benchmark.nodes;

import java.util.Map;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A node with one kind of channel: a history of 100, kept for five minutes.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BenchNode {

	static ConfigurableApplicationContext start(String redis, String cluster, String name,
			BeanPostProcessor... processors) {
		Map<String, Object> properties = Map.of("server.port", "0", "spring.data.redis.url", redis, "realtime.broker",
				"redis", "realtime.cluster.name", cluster, "realtime.node.name", name, "logging.level.root", "warn",
				"spring.main.banner-mode", "off");
		return new SpringApplicationBuilder(BenchNode.class).properties(properties).initializers((context) -> {
			for (BeanPostProcessor each : processors) {
				context.getBeanFactory().addBeanPostProcessor(each);
			}
		}).run();
	}

}
