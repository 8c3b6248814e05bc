package dev.realtime.conformance;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;

/**
 * Real clients against Tomcat, through its own WebSocket layer.
 */
@SpringBootTest(classes = ConformanceApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "realtime.tomcat.direct-sockets=false")
@ActiveProfiles({ "conformance", "tomcat" })
class TomcatStandardConformanceTests extends ClientConformance {

}
