package dev.realtime.admission;

import org.jspecify.annotations.Nullable;

import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.protocol.ProtocolError;

/**
 * Whether a client may stay: it may if neither is there.
 *
 * @param close with what it is closed, or nothing
 * @param error what its connect command is answered with, or nothing
 */
public record AdmissionVerdict(@Nullable CloseReason close, @Nullable ProtocolError error) {

	/** The client may stay. */
	public static final AdmissionVerdict ADMITTED = new AdmissionVerdict(null, null);

	/** Nobody could say how many connections the user has; temporary. */
	public static final AdmissionVerdict UNAVAILABLE = new AdmissionVerdict(null,
			ErrorCode.INTERNAL.because("the connections of the user cannot be counted now; try again"));

	/**
	 * The client may not stay.
	 * @param reason what it is told
	 * @return the verdict
	 */
	public static AdmissionVerdict refused(CloseReason reason) {
		return new AdmissionVerdict(reason, null);
	}

	/**
	 * Whether the client may stay.
	 * @return whether there is neither a reason to close it nor an error
	 */
	public boolean isAdmitted() {
		return this.close == null && this.error == null;
	}

}
