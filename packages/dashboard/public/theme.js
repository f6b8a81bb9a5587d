// Runs before the first paint, so that a chosen theme never flashes the other one. The app's theme.ts writes this key.
try {
  const theme = localStorage.getItem('halo.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be closed; then the system's theme stands.
}
