package dev.realtime.message;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How clients and balancers call a node. */
class NodeMarkTests {

	@ParameterizedTest
	@CsvSource({ "one,0b7c,one|0b7c", "shop-7.example_1,a-b,shop-7.example_1|a-b", "a|b,c;d,a%7Cb|c%3Bd",
			"é x,i1,%C3%A9+x|i1" })
	void markReadsAsItWasWrittenAndIsLegalInACookie(String name, String incarnation, String mark) {
		NodeId node = new NodeId(name, incarnation);

		assertThat(NodeMark.of(node)).isEqualTo(mark).matches("[\\x21\\x23-\\x2B\\x2D-\\x3A\\x3C-\\x5B\\x5D-\\x7E]+");
		assertThat(NodeMark.read(mark)).isEqualTo(node);
	}

	@Test
	void namesThatAreConfiguredStandAsTheyAre() {
		assertThat(NodeMark.of(new NodeId("Az09._-", "i"))).isEqualTo("Az09._-|i");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "|", "one", "one|", "|i1", "one%|i1", "one%C|i1", "%zz|1" })
	void anythingElseIsNoMark(String text) {
		assertThat(NodeMark.read(text)).isNull();
	}

	@Test
	void nobodyHasSuchALongName() {
		assertThat(NodeMark.read("n".repeat(600) + "|i1")).isNull();
	}

}
