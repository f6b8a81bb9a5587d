import { createChat } from '../client/chat.ts';
import { createClient } from '../client/client.ts';
import type { Client } from '../client/client-port.ts';
import type { HaloOptions } from '../options.ts';
import type { FakeHalo } from './fake-halo.ts';
import { type TestPage, testPage } from './test-page.ts';

/** A client on a page without a browser, and everything it told the page. */
export interface TestClient extends Client {
  page: TestPage;
  told: { event: string; detail: unknown }[];
  texts(): string[];
}

export function startClient(
  halo: Pick<FakeHalo, 'url'>,
  options: Partial<HaloOptions> = {},
  {
    page = testPage(),
    fresh = false,
    loadChat = async () => ({ createChat }),
  }: { page?: TestPage; fresh?: boolean; loadChat?: () => Promise<{ createChat: typeof createChat }> } = {},
): TestClient {
  const told: TestClient['told'] = [];
  const client = createClient({
    options: { orgId: 'org_1', apiKey: 'ab_live_1', ...options },
    page,
    apiUrl: halo.url,
    fresh,
    loadChat,
    onForget: () => told.push({ event: 'forget', detail: null }),
    emit(event, detail) {
      told.push({ event, detail });
      if (event === 'identityExpired') options.onIdentityExpired?.(detail as { reason: string });
    },
  });
  const texts = () => client.core.store.get().messages.map(({ author, text }) => `${author}: ${text}`);
  return Object.assign(Object.create(client, Object.getOwnPropertyDescriptors(client)), { page, told, texts });
}
