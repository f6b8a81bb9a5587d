import { userAnswer, usersAnswer } from '@halo/wire/sdk/users.ts';
import { z } from 'zod';
import { listUsers, readUser } from '../../contacts/read-users.ts';
import { decodeTimeCursor, encodeCursor } from '../../cursor.ts';
import { sdkRoute } from './sdk-route.ts';
import { wholeUser } from './user-record.ts';

export const readUserRoute = sdkRoute({
  method: 'get',
  path: '/users/:user_id',
  summary: 'Read one user.',
  keys: ['server'],
  scope: 'read',
  answer: userAnswer,
  refuses: ['not_found', 'rate_limited'],
  async handle(deps, call) {
    call.limit('read', { trust: 'verified', externalId: null });
    const found = await readUser(deps, call.workspace.id, call.params.user_id ?? '');
    return { user: wholeUser(found.contact, found.context, found.memberships) };
  },
});

export const listUsersRoute = sdkRoute({
  method: 'get',
  path: '/users',
  summary: 'List users, newest first.',
  keys: ['server'],
  scope: 'read',
  query: z.object({
    limit: z.coerce.number().int().min(1).max(1_000).default(100),
    cursor: z.string().max(500).optional(),
  }),
  answer: usersAnswer,
  refuses: ['rate_limited'],
  async handle(deps, call) {
    call.limit('read', { trust: 'verified', externalId: null });
    const { limit, cursor } = call.query;
    const place = decodeTimeCursor(cursor);
    const after = place && { createdAt: place.at, id: place.id };
    const page = await listUsers(deps, call.workspace.id, { after, limit: limit + 1 });
    const users = page.slice(0, limit);
    const last = users.at(-1)?.contact;
    return {
      users: users.map(({ contact, context, memberships }) => wholeUser(contact, context, memberships)),
      next_cursor: page.length > limit && last ? encodeCursor([last.createdAt, last.id]) : null,
    };
  },
});
