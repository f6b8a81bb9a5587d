import { pino } from 'pino';
import type postgres from 'postgres';
import { afterAll } from 'vitest';
import type { Admitted } from '../contacts/admit-caller.ts';
import { addMessages } from '../conversations/add-messages.ts';
import { continueConversation } from '../conversations/continue-conversation.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { AddedMessage, NewMessage } from '../conversations/message.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { createJobs } from '../jobs/jobs.ts';
import { createLive } from '../live/live.ts';
import { createPublish } from '../subscriptions.ts';
import type { News, Topic } from '../topics.ts';
import { testDatabase } from './test-database.ts';

/** Conversations and tickets on a database of their own, with a clock that tests turn. */
export interface WorkRoom {
  deps: Deps;
  sql: postgres.Sql;
  workspaceId: string;
  turnClock(minutes: number): void;
  /** Tells news as the writer does, in one transaction. */
  tell<T extends Topic>(topic: T, list: News[T]): Promise<void>;
  /** The person of a session says something, as a chat turn does. */
  say(
    admitted: Admitted,
    body: string,
    more?: Partial<NewMessage>,
  ): Promise<{ conversation: Conversation; message: AddedMessage }>;
}

export async function workRoom(): Promise<WorkRoom> {
  const { db, address } = await testDatabase();
  const log = pino({ level: 'silent' });
  const live = createLive({ address, log });
  const jobs = createJobs({ address, log, live });
  afterAll(async () => {
    await jobs.stop();
    await live.close();
  });
  let ahead = 0;
  const publish = createPublish(() => deps);
  const deps: Deps = { db, log, live, jobs, publish, now: () => new Date(Date.now() + ahead) } as unknown as Deps;
  const workspaceId = newId();
  await db.sql`insert into workspaces (id, name) values (${workspaceId}, 'Acme')`;
  return {
    deps,
    sql: db.sql,
    workspaceId,
    turnClock(minutes) {
      ahead += minutes * 60_000;
    },
    tell: (topic, list) => db.transaction((tx) => publish(tx, topic, list)),
    say: (admitted, body, more = {}) =>
      db.transaction(async (tx) => {
        const conversation = await continueConversation(deps, tx, { admitted, agentId: null });
        const { workspaceId, id: conversationId } = conversation;
        const [message] = await addMessages(deps, tx, [{ workspaceId, conversationId, author: 'user', body, ...more }]);
        return { conversation, message: message! };
      }),
  };
}

/** A call admitted to a session, as far as these rooms care. */
export function admittedTo(workspaceId: string, sessionRowId: string, more: Partial<Admitted> = {}): Admitted {
  return {
    workspaceId,
    trust: 'anonymous',
    session: { id: sessionRowId, sessionId: `sess_${sessionRowId}`, readable: true, isNew: false },
    contactId: null,
    externalId: null,
    claimedExternalId: null,
    companyId: null,
    name: null,
    email: null,
    ...more,
  } as Admitted;
}
