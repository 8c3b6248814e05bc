// Where this tab had come to in a channel, kept over a reload so that nothing is missed meanwhile.

export function remember(channel, position) {
	try {
		sessionStorage.setItem(key(channel), JSON.stringify(position));
	}
	catch {
		// Storage is full or switched off: a reload then asks the server for what it missed.
	}
}

export function recall(channel) {
	try {
		return JSON.parse(sessionStorage.getItem(key(channel))) ?? undefined;
	}
	catch {
		return undefined;
	}
}

function key(channel) {
	return `cricket.position.${channel}`;
}
