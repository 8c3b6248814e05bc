package dev.realtime.autoconfigure;

import org.apache.catalina.startup.Tomcat;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import dev.realtime.transport.servlet.UpgradeStrategyFactory;
import dev.realtime.transport.servlet.tomcat.TomcatUpgradeStrategy;

/**
 * Tunes Tomcat, where the application runs on it.
 */
@AutoConfiguration(before = RealtimeServletAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ Tomcat.class, TomcatServletWebServerFactory.class })
@EnableConfigurationProperties(RealtimeProperties.class)
public final class RealtimeTomcatAutoConfiguration {

	@Bean
	TomcatTuning realtimeTomcatTuning(RealtimeProperties properties, Environment environment,
			ListableBeanFactory beans) {
		return new TomcatTuning(properties, environment, new WebSocketNeighbours(beans));
	}

	@Bean
	@ConditionalOnMissingBean(UpgradeStrategyFactory.class)
	@ConditionalOnBooleanProperty(name = "realtime.tomcat.direct-sockets", matchIfMissing = true)
	UpgradeStrategyFactory realtimeTomcatUpgrade(TomcatTuning tuning) {
		return (sessions, settings, standard) -> tuning.hasPlainSockets()
				? new TomcatUpgradeStrategy(sessions, settings.maxFrameBytes(), standard) : standard;
	}

}
