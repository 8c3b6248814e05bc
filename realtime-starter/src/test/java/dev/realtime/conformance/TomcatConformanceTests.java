package dev.realtime.conformance;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;

/**
 * Real clients against Tomcat.
 */
@SpringBootTest(classes = ConformanceApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles({ "conformance", "tomcat" })
class TomcatConformanceTests extends ClientConformance {

}
