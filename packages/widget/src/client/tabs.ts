import type { StreamFrame } from '@halo/wire/sdk/conversations.ts';
import type { Page } from './page.ts';

/** What tabs of one site tell each other. Anything of another epoch is not theirs to hear. */
export type TabNews =
  | { type: 'forget'; epoch: string }
  | { type: 'session'; epoch: string; id: string; user: string | null }
  | { type: 'frame'; epoch: string; frame: StreamFrame };

/** The other tabs of this site that run the same workspace. */
export interface Tabs {
  tell(news: TabNews): void;
  close(): void;
}

export function openTabs(page: Page, orgId: string, hear: (news: TabNews) => void): Tabs {
  const channel = page.channel(`halo:${orgId}`);
  if (channel) channel.onmessage = (event) => hear(event.data as TabNews);
  return {
    tell: (news) => channel?.postMessage(news),
    close: () => channel?.close(),
  };
}
