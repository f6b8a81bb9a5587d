import type { InAppReach } from '@halo/wire/sdk/in-app-messages.ts';
import type { Client } from '../client/client-port.ts';
import { type Files, fetchOnce } from '../files.ts';
import type { Words } from '../words/words.ts';
import type { InAppPort, MountedInApp } from './in-app/mount-in-app.tsx';

type Place = Omit<InAppPort, 'core' | 'reach' | 'words'> & { words(): Promise<Words | null> };

/** The way to in-app messages, whose file is fetched only where there are live ones for whoever is here. */
export interface InAppDoor {
  fetch(client: Client, reach: InAppReach | undefined): void;
  /** The path has changed. */
  step(): void;
  destroy(): void;
}

export function createInAppDoor(load: Files['inApp'], gone: AbortSignal, { words, ...place }: Place): InAppDoor {
  const file = fetchOnce(load);
  let now: MountedInApp | null = null;
  let coming = false;

  return {
    async fetch(client, reach = 'nobody') {
      const { banners, inAppMessages } = place.flags();
      const known = client.core.who.userId !== null;
      if (coming || !(banners || inAppMessages) || !(reach === 'everybody' || (reach === 'people' && known))) return;
      coming = true;
      try {
        const [{ mountInApp }, saying] = await Promise.all([file(), words()]);
        if (gone.aborted) return;
        now = mountInApp({ ...place, core: client.core, reach, words: saying });
        client.join(now);
        now.arrived();
      } catch {
        // Fetched again with the next person, or the next page.
        coming = false;
      }
    },
    step: () => now?.step(),
    destroy: () => now?.destroy(),
  };
}
