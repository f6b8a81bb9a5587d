import type { BrowserContext } from 'playwright-core';
import { expect } from 'vitest';

/** What went wrong in any tab of a context: nothing may, whatever the page, the network or the person does. */
export interface Faults {
  /** This one belongs to the test: an error of the page's own, or a refusal that Halo has to print. */
  allow(what: RegExp): void;
  /** Fails when a policy was broken, an error or rejection was not caught, or Halo printed an error. */
  expectNone(): void;
}

/** What a browser prints by itself when a call fails or is refused, which no script can keep from it. */
const NETWORK = /^Failed to load resource: |^Access to .* blocked by CORS policy/;

export function watchFaults(context: BrowserContext): Faults {
  const seen: string[] = [];
  const allowed = [NETWORK];
  context.on('weberror', (fault) => void seen.push(`not caught: ${fault.error().message}`));
  // A broken policy is printed as an error too.
  context.on('console', (said) => said.type() === 'error' && void seen.push(said.text()));
  return {
    allow: (what) => void allowed.push(what),
    expectNone() {
      expect(seen.filter((one) => !allowed.some((known) => known.test(one)))).toEqual([]);
    },
  };
}
