import { expect, test } from 'vitest';
import { auditSentence } from './audit-words.ts';

const line = (action: string, subject: string | null, detail: Record<string, unknown> | null = null) =>
  auditSentence({ id: '', at: '', actor: '', action, subject, detail });

test.each([
  [
    line('settings.changed', 'x', { identityMode: ['report', 'enforce'], maxTokenAgeHours: [null, 24] }),
    'changed identity mode from report to enforce, max token age hours from none to 24',
  ],
  [
    line('server_key.created', 'k1', { name: 'Billing', scopes: ['read', 'write'] }),
    'created the server key "Billing" for read, write',
  ],
  [line('teammate.invited', 'a@b.test', { role: 'admin' }), 'invited a@b.test as admin'],
  [line('teammate.modules_changed', 't1', { before: ['inbox'], after: [] }), 'chose what teammate t1 may do: nothing'],
  [line('segment.removed', 'Trials'), 'removed the segment "Trials"'],
  [line('in_app_message.deleted', 'News', { kind: 'banner' }), 'deleted the draft of the banner "News"'],
  [line('in_app_message.created', 'News', { kind: 'banner' }), 'wrote the banner "News"'],
  [line('in_app_message.state_changed', 'News', { after: 'live' }), 'set "News" live'],
  [line('something.quite_new', 'x'), 'something quite new: x'],
])('%s', (said, expected) => {
  expect(said).toBe(expected);
});
