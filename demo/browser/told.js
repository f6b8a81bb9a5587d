/** The panel "What this page told Halo". A customer's page needs none of this. */

/** @type {Record<string, (...args: any[]) => any>} */
const halo = /** @type {any} */ (window).HaloAgents;

// Below the app it would be a long way down to the foot of the page.
const panel = document.getElementById('told');
if (panel instanceof HTMLDetailsElement) panel.open = matchMedia('(min-width: 1160px)').matches;

/**
 * Calls a method of Halo, shows the call, and under it what came of it.
 * @param {string} method
 * @param {...unknown} args
 */
export async function tell(method, ...args) {
  const says = show(`HaloAgents.${method}(${args.map((arg) => write(arg)).join(', ')})`);
  if (!halo) {
    says('The script could not be loaded.', false);
    return;
  }
  try {
    const answer = await halo[method]?.(...args);
    if (method === 'identify' || method === 'identifyCompany') says(inWords(answer), true);
  } catch (cause) {
    const { code, message } = /** @type {{ code?: string; message: string }} */ (cause);
    says([code, message].filter(Boolean).join(': '), false);
  }
}

/** Prints what `debug()` returns. */
export function showDebug() {
  const shown = document.getElementById('debug-facts');
  if (!shown || !halo) return;
  shown.hidden = false;
  shown.replaceChildren(element('code', JSON.stringify(halo.debug?.(), null, 2)));
}

/**
 * @param {string} code
 * @returns {(words: string, good: boolean) => void}
 */
function show(code) {
  document.getElementById('no-calls')?.remove();
  const line = element('li', '');
  line.append(element('code', code));
  document.getElementById('calls')?.append(line);
  return (words, good) => {
    const outcome = element('p', words);
    outcome.className = good ? 'good' : 'bad';
    line.append(outcome);
  };
}

/**
 * @param {{ result?: string; trust?: string; linked?: { conversations: number }; ignored?: { key: string; reason: string }[] }} answer
 */
function inWords({ result, trust, linked, ignored = [] }) {
  const words = [result, trust];
  if (linked?.conversations) words.push(`linked ${linked.conversations} conversation`);
  for (const { key, reason } of ignored) words.push(`ignored ${key}: ${reason}`);
  return words.filter(Boolean).join(' · ');
}

/**
 * A value as one would type it.
 * @param {unknown} value
 * @param {string} indent
 * @returns {string}
 */
function write(value, indent = '') {
  if (typeof value === 'function') return String(value).replace(/\n {2}/g, `\n${indent}`);
  if (typeof value === 'string') return `'${value.replaceAll("'", "\\'")}'`;
  if (value === null || typeof value !== 'object') return String(value);
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item) => write(item, inner))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${/^\w+$/.test(key) ? key : `'${key}'`}: ${write(item, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const short = lines.join(', ');
  if (short.length + indent.length < 48 && !short.includes('\n')) {
    return Array.isArray(value) ? `[${short}]` : `{ ${short} }`;
  }
  return `${open}\n${lines.map((line) => `${inner}${line},`).join('\n')}\n${indent}${close}`;
}

/**
 * @param {string} name
 * @param {string} text
 */
function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
