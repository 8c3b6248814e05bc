package dev.realtime.conformance;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;

/**
 * Personal channels on Tomcat.
 */
@SpringBootTest(classes = { ConformanceApplication.class, PersonalApplication.class },
		webEnvironment = WebEnvironment.RANDOM_PORT, properties = "realtime.personal-channel=user:{id}")
@ActiveProfiles({ "conformance", "tomcat" })
class TomcatPersonalChannelTests extends PersonalChannelConformance {

}
