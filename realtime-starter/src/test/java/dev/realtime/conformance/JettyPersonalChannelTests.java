package dev.realtime.conformance;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;

/**
 * Personal channels on Jetty.
 */
@SpringBootTest(classes = { ConformanceApplication.class, PersonalApplication.class },
		webEnvironment = WebEnvironment.RANDOM_PORT, properties = "realtime.personal-channel=user:{id}")
@ActiveProfiles({ "conformance", "jetty" })
class JettyPersonalChannelTests extends PersonalChannelConformance {

}
