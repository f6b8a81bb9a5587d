import type { IdentifyCompanyBody } from '@halo/wire/sdk/companies.ts';
import type { IdentifyUserBody } from '@halo/wire/sdk/users.ts';
import type { IdentifyAnswer, IdentifyCompanyAnswer } from '../answers.ts';
import type { Traits } from '../traits.ts';
import type { Core } from './core.ts';
import { stayWith, toHaloError } from './halo-error.ts';
import { proven } from './proof.ts';
import type { Item } from './queue.ts';
import { randomId } from './random-id.ts';

const HEARTBEAT_MS = 300_000;
/** A write that leaves later than this names its time, so that it never beats a newer one (identity T3). */
const LATE_MS = 5_000;

type Kind = 'identify' | 'company';
interface Sent {
  id: string;
  traits: Traits;
  answer: Promise<unknown>;
}

/** Says who the user is and which company they act for: merged, not repeated within a page view, kept fresh. */
export interface Identities {
  /** `renewed`: a new token came with the call, so it is sent even if nothing else is new. */
  user(userId: string, traits: Traits, renewed: boolean): Promise<IdentifyAnswer>;
  company(companyId: string, traits: Traits): Promise<IdentifyCompanyAnswer>;
  deliver(item: Item): Promise<unknown>;
  /** The bare identify that keeps `last_seen`, if it is time. */
  beat(force?: boolean): void;
  forget(): void;
}

/** What `identify('anonymous')` answers: nothing was stored (identity I7). */
export const NOBODY_ANSWER: IdentifyAnswer = {
  success: true,
  result: 'anonymous',
  trust: 'anonymous',
  linked: { conversations: 0, tickets: 0 },
  ignored: [],
  request_id: '',
};

export function createIdentities(core: Core): Identities {
  let sent: Partial<Record<Kind, Sent>> = {};
  let lastBeat = 0;
  let warned = false;

  const clean = (traits: Traits): Traits => JSON.parse(JSON.stringify(traits ?? {}));

  function isRepeat(before: Sent | undefined, id: string, traits: Traits): before is Sent {
    if (before?.id !== id) return false;
    const known = before.traits;
    return Object.keys(traits).every(
      (key) => Object.hasOwn(known, key) && JSON.stringify(known[key]) === JSON.stringify(traits[key]),
    );
  }

  function say<T>(kind: Kind, id: string, raw: Traits, renewed = false): Promise<T> {
    const traits = clean(raw);
    const before = sent[kind];
    if (!renewed && isRepeat(before, id, traits)) return before.answer as Promise<T>;
    const waiting = core.queue.waiting((item) => item.kind === kind && item.data.id === id);
    let answer: Promise<unknown>;
    if (waiting) {
      waiting.data.traits = { ...(waiting.data.traits as Traits), ...traits };
      answer = core.queue.answerOf(waiting);
    } else {
      const data = { id, traits, user: core.who.userId };
      answer = core.queue.push({ id: randomId(), kind, at: core.page.now(), data });
    }
    const mine: Sent = { id, traits: before?.id === id ? { ...before.traits, ...traits } : traits, answer };
    sent[kind] = mine;
    // What did not arrive is not a repeat when it is said again.
    answer.catch(() => {
      if (sent[kind] === mine) sent[kind] = undefined;
    });
    return answer as Promise<T>;
  }

  function times(item: Item): Pick<IdentifyUserBody, 'timestamp' | 'sent_at'> {
    const now = core.page.now();
    return now - item.at < LATE_MS
      ? {}
      : { timestamp: new Date(item.at).toISOString(), sent_at: new Date(now).toISOString() };
  }

  function learn(answer: IdentifyAnswer | IdentifyCompanyAnswer): void {
    core.adopt(answer.session_id);
    core.who.trust = answer.trust;
    const ignored = answer.ignored ?? [];
    const keys = ignored.map(({ key }) => key);
    core.who.ignored = [...core.who.ignored.filter(({ key }) => !keys.includes(key)), ...ignored];
    for (const { key, reason } of ignored) {
      // A proved value that stays is how it should be.
      if (reason !== 'higher_trust_kept') console.warn(`[Halo] "${key}" was not stored: ${reason}`);
    }
    if (answer.token_error) console.warn(`[Halo] The user token was not accepted: ${answer.token_error}`);
  }

  async function deliverUser(item: Item): Promise<IdentifyAnswer> {
    const id = item.data.id as string;
    const traits = item.data.traits as Traits;
    const known = { ...core.proof.claims, ...sent.identify?.traits, ...traits };
    if (!warned && !known.name && !known.email && !item.data.beat) {
      warned = true;
      console.warn('[Halo] identify() has neither name nor email: your team will see "Anonymous".');
    }
    const { signal } = core;
    core.session.save();
    const answer = await proven(core, (user_token) => {
      const { record } = core.session;
      const body: IdentifyUserBody = {
        user_id: id,
        traits,
        session_id: record.id,
        rotate_session: record.linked === id ? undefined : true,
        user_token: user_token ?? undefined,
        message_id: item.id,
        ...times(item),
      };
      return core.api.json<IdentifyAnswer>('POST', '/users/identify', { body, signal, keepalive: true });
    });
    stayWith(signal);
    lastBeat = core.page.now();
    learn(answer);
    core.session.update({ linked: id });
    const name = answer.user?.name ?? traits.name ?? core.proof.claims.name;
    if (typeof name === 'string') core.store.set({ firstName: name.trim().split(/\s+/)[0] || null });
    return answer;
  }

  async function deliverCompany(item: Item): Promise<IdentifyCompanyAnswer> {
    const { signal } = core;
    core.session.save();
    const answer = await proven(core, (user_token) => {
      const body: IdentifyCompanyBody = {
        company_id: item.data.id as string,
        user_id: core.who.userId ?? undefined,
        traits: item.data.traits as Traits,
        session_id: core.session.record.id,
        user_token: user_token ?? undefined,
        message_id: item.id,
        ...times(item),
      };
      return core.api.json<IdentifyCompanyAnswer>('POST', '/companies/identify', {
        body,
        signal,
        keepalive: true,
      });
    });
    stayWith(signal);
    learn(answer);
    return answer;
  }

  return {
    user: (userId, traits, renewed) => say<IdentifyAnswer>('identify', userId, traits, renewed),
    company: (companyId, traits) => say<IdentifyCompanyAnswer>('company', companyId, traits),
    async deliver(item) {
      try {
        return await (item.kind === 'identify' ? deliverUser(item) : deliverCompany(item));
      } catch (cause) {
        const error = toHaloError(cause);
        if (error.code === 'reserved_traits') {
          console.error(
            `[Halo] These traits are managed by Halo and cannot be set: ${[error.details.reserved_keys].flat().join(', ')}`,
          );
        }
        throw error;
      }
    },
    beat(force = false) {
      const { userId } = core.who;
      if (!userId || core.proof.blocked || !core.page.visible()) return;
      if (!force && core.page.now() - lastBeat < HEARTBEAT_MS) return;
      if (core.queue.waiting((item) => item.kind === 'identify')) return;
      lastBeat = core.page.now();
      const data = { id: userId, traits: {}, user: userId, beat: true };
      core.queue.push({ id: randomId(), kind: 'identify', at: core.page.now(), data });
    },
    forget() {
      sent = {};
      warned = false;
    },
  };
}
