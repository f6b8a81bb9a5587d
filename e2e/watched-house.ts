import type { Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { expectNoFaults } from './expectations.ts';
import { type House, openHouse } from './house.ts';
import { becomeOwner, enterDemoWorkspace } from './owner.ts';
import { openBrowser, type WatchedBrowser } from './watched-browser.ts';

export interface WatchedHouse {
  house: House;
  watched: WatchedBrowser;
}

export interface OwnedHouse extends WatchedHouse {
  /** The owner's page. */
  owner: Page;
  /** The address of the demo's workspace in the dashboard. */
  dashboard: string;
  /** Calls the SDK's API with the demo's publishable key. */
  call(path: string, body: object): Promise<{ status: number; body: Record<string, unknown> }>;
}

/**
 * A house of a test file's own, and a browser whose pages may leave no fault behind. To be called at the top of the file;
 * gone after its last test.
 */
export async function watchedHouse(): Promise<WatchedHouse> {
  const house = await openHouse();
  const watched = await openBrowser(house.url).catch(async (error) => {
    await house.close();
    throw error;
  });
  expectNoFaults(() => watched);
  afterAll(async () => {
    await watched.close();
    await house.close();
  });
  return { house, watched };
}

/** The same with an owner, who has entered the demo's workspace. */
export async function ownedHouse(): Promise<OwnedHouse> {
  const { house, watched } = await watchedHouse();
  const owner = await watched.open();
  await becomeOwner(owner, house);
  return { house, watched, owner, dashboard: await enterDemoWorkspace(owner), call: await demoCall(house) };
}

/** What calls the SDK's API as the demo's page would. */
export async function demoCall({ url }: House): Promise<OwnedHouse['call']> {
  const page = await (await fetch(`${url}/demo/`)).text();
  const [key] = /ab_live_\w+/.exec(page) ?? [];
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return async (path, body) => {
    const answer = await fetch(`${url}/api/sdk${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, body: await answer.json() };
  };
}
