import { afterEach, beforeEach, expect } from 'vitest';
import type { WatchedBrowser } from './watched-browser.ts';

/**
 * For a file whose tests are the steps of one story: after a step that failed the rest is not tried, and its pages are
 * pictured. No step may leave a fault behind that a watched page noted.
 */
export function tellInOrder(watched: () => WatchedBrowser): void {
  let broken = false;
  beforeEach(({ skip }) => skip(broken, 'an earlier step failed'));
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      broken = true;
      await watched().picture(task.name);
    }
    expect(watched().faults()).toEqual([]);
  });
}
