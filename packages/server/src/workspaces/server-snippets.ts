import type { Snippet } from '@halo/wire/dashboard/install.ts';
import { SIGNING_SNIPPETS } from './signing-snippets.ts';

/** What a developer puts on their server: signing a token for the logged-in user, and telling Halo of a signup. */
export function serverSnippets({ url, widgetKey }: { url: string; widgetKey: string }): Snippet[] {
  return [
    ...SIGNING_SNIPPETS,
    {
      id: 'curl',
      title: 'At signup',
      language: 'sh',
      where: 'Your backend, when somebody signs up, so that the contact is there before the first login.',
      code: `curl ${url}/api/sdk/users/identify \\
  -H 'Authorization: Bearer ${widgetKey}' \\
  -H 'Content-Type: application/json' \\
  -d '{
    "user_id": "user_123",
    "user_token": "<the token above, once identity is enforced>",
    "traits": { "name": "Jane Doe", "email": "jane@example.com", "signed_up_at": "2026-05-27T08:00:00Z" }
  }'`,
    },
  ];
}
