package dev.realtime.message;

import java.util.Objects;

/**
 * One running process of an application: its name, which may come back after a restart,
 * and its incarnation, which never does.
 *
 * @param name stable name, such as a host or pod name
 * @param incarnation random text, new with each start of the process
 */
public record NodeId(String name, String incarnation) {

	/**
	 * Checks the id.
	 * @throws IllegalArgumentException if either part is empty
	 */
	public NodeId {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(incarnation, "incarnation");
		if (name.isEmpty() || incarnation.isEmpty()) {
			throw new IllegalArgumentException("A node id needs a name and an incarnation");
		}
	}

	@Override
	public String toString() {
		return this.name + "/" + this.incarnation;
	}

}
