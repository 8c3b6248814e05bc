package dev.realtime.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ClassUtils;

/**
 * Whether clients without a user are let in.
 *
 * @param allowed whether they are
 */
record AnonymousAccess(boolean allowed) {

	private static final Logger logger = LoggerFactory.getLogger(AnonymousAccess.class);

	private static final String SECURITY = "org.springframework.security.config.annotation.web.configuration.EnableWebSecurity";

	/**
	 * What is configured, or else what can be meant: without security nobody has a user.
	 */
	static AnonymousAccess of(@Nullable Boolean configured, @Nullable ClassLoader classes) {
		if (configured != null) {
			return new AnonymousAccess(configured);
		}
		boolean secured = ClassUtils.isPresent(SECURITY, classes);
		if (!secured) {
			logger.info("Spring Security is absent: anonymous clients may connect and subscribe "
					+ "(realtime.allow-anonymous)");
		}
		return new AnonymousAccess(!secured);
	}

}
