// Runs before the first paint, so that a chosen theme does not flash. A classic script for that reason.
(() => {
	const root = document.documentElement;
	const asked = new URLSearchParams(location.search).get('theme');
	root.classList.add('has-script');

	function remembered() {
		try {
			return localStorage.getItem('cricket.theme');
		}
		catch {
			return null; // storage is switched off: the system's choice holds
		}
	}

	const theme = asked || remembered();
	if (theme === 'light' || theme === 'dark') {
		root.dataset.theme = theme;
	}
})();
