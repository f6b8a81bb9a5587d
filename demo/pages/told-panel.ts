import { html } from 'hono/html';
import type { Html } from './layout.ts';

/** What a page's script needs for its calls, and what the backend signs for it. */
export interface Told {
  page: {
    orgId: string;
    apiKey: string;
    user: { id: string; traits: Record<string, unknown> } | null;
    company: { id: string; traits: Record<string, unknown> } | null;
    context: [key: string, entry: Record<string, unknown>][];
  };
  /** The claims of the token that the backend would sign now; null for a visitor. */
  claims: Record<string, unknown> | null;
  /** The backend's own source, as it stands. */
  signing: string;
}

/** Beside the app, for developers: the calls this page makes, the backend behind them, and what the SDK says of it. */
export function toldPanel({ claims, signing }: Told): Html {
  return html`<aside class="told" aria-labelledby="told-title">
    <details open id="told">
      <summary id="told-title">What this page told Halo</summary>
      <ol id="calls" aria-label="Calls of this page"></ol>
      <p id="no-calls">Waiting for the script.</p>
      <h2>The backend behind it</h2>
      ${
        claims
          ? html`<p>It knows who is logged in by its own cookie, and signs this for <code>getUserToken</code>:</p>
            <pre tabindex="0"><code>${JSON.stringify(claims, null, 2)}</code></pre>
            <details class="source"><summary>How it signs</summary><pre tabindex="0"><code>${signing}</code></pre></details>`
          : html`<p>Nobody is signed in, so there is nothing to sign: Halo sees a visitor. Sign in, and the conversation
            goes on under a name.</p>`
      }
      <h2>What the SDK says of itself</h2>
      <button id="debug" type="button">Call debug()</button>
      <pre id="debug-facts" tabindex="0" hidden><code></code></pre>
    </details>
  </aside>`;
}
