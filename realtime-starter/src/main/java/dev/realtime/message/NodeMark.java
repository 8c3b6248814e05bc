package dev.realtime.message;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * How clients and balancers call a node: its name, a bar, its incarnation, as in
 * {@code one|0b7c1e9e}. What stands before the bar is the same whenever the node has
 * started again, so balancers route by it; HAProxy takes no notice of the rest by itself.
 * What stands behind it tells which process a client was with. Legal in cookies (RFC
 * 6265, section 4.1.1) and headers: whatever is not a letter, a digit, a dot, a dash or
 * an underscore is written as in forms.
 */
public final class NodeMark {

	private static final char BAR = '|';

	/** Clients may send anything. */
	private static final int LONGEST = 512;

	private NodeMark() {
	}

	/**
	 * Writes the mark of a node.
	 * @param node which
	 * @return its mark
	 */
	public static String of(NodeId node) {
		return encode(node.name()) + BAR + encode(node.incarnation());
	}

	/**
	 * Reads a mark, whoever has sent it: that there is such a node is not sure.
	 * @param mark anything
	 * @return nothing if it is no mark
	 */
	public static @Nullable NodeId read(@Nullable String mark) {
		int bar = (mark != null && mark.length() <= LONGEST) ? mark.indexOf(BAR) : -1;
		if (mark == null || bar <= 0 || bar == mark.length() - 1) {
			return null;
		}
		try {
			return new NodeId(decode(mark.substring(0, bar)), decode(mark.substring(bar + 1)));
		}
		catch (IllegalArgumentException ex) {
			// Half of an escape: no mark of ours.
			return null;
		}
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private static String decode(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

}
