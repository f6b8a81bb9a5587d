import { afterEach, beforeEach, expect } from 'vitest';
import type { WatchedBrowser } from './watched-browser.ts';

/** No test may leave a fault behind that a watched page noted; what stood on the pages of one that failed is pictured. */
export function expectNoFaults(watched: () => WatchedBrowser): void {
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await watched().picture(task.name);
    expect(watched().faults()).toEqual([]);
  });
}

/** For a file whose tests are the steps of one story: after a step that failed the rest is not tried. */
export function tellInOrder(): void {
  let broken = false;
  beforeEach(({ skip }) => skip(broken, 'an earlier step failed'));
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') broken = true;
  });
}
