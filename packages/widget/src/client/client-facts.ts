import type { DebugFacts } from '../instance.ts';
import type { HaloOptions } from '../options.ts';
import type { Core } from './core.ts';

/** The client's part of `debug`. */
export type ClientFacts = Omit<DebugFacts, 'version' | 'org' | 'path' | 'agent' | 'ui' | 'dom'>;

/** What `debug` may say of a client: of secrets only whether they are there. */
export function clientFacts({ store, proof, who, session, queue }: Core, options: HaloOptions): ClientFacts {
  const { conversation } = store.get();
  const { hasToken: token, blocked } = proof;
  const { userId: user, trust, ignored } = who;
  const taken = conversation?.handled_by === 'teammate';
  return {
    user,
    identity: { token, getUserToken: Boolean(options.getUserToken), blocked, trust, apiKey: Boolean(options.apiKey) },
    session: { id: session.record.id, open: conversation?.status === 'live', returning: session.returning },
    takeover: taken ? (conversation.teammate_name ?? 'teammate') : null,
    waiting: queue.list().length,
    ignored,
  };
}
