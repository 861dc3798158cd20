/** Hands the settings to the page's modules, which read them when they are loaded; then loads them. */
const script = document.querySelector('script[data-app]');
const settings = JSON.parse(document.getElementById('practice').textContent);
settings.platform.client = { formFactor: innerWidth < 768 ? 'Small' : 'Large' };
globalThis.practice = settings;
try {
  await import(script.dataset.app);
} catch (error) {
  const shown = document.createElement('p');
  shown.className = 'failed';
  shown.textContent = String(error);
  document.querySelector('main').replaceChildren(shown);
  throw error;
}
