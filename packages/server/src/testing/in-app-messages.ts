import type { InAppMessageBody } from '@halo/wire/dashboard/in-app-messages.ts';

/** An in-app message for all users, but for what a test says of it. */
export function inAppMessage(more: Partial<InAppMessageBody> = {}): InAppMessageBody {
  return {
    ...{ kind: 'message', title: 'News', body: 'Something is new.', sender: 'Sam', place: 'top', button: null },
    ...{ audience: 'users', filter: null, paths: [], startsAt: null, endsAt: null, priority: 0 },
    ...more,
  };
}
