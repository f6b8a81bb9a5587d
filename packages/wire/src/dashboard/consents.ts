import { z } from 'zod';
import type { Timestamp } from '../sdk/values.ts';

export const consentState = z.enum(['subscribed', 'unsubscribed']);
export type ConsentState = z.infer<typeof consentState>;

/** `opt_in`: only who said so is subscribed. `opt_out`: everybody is, until they say otherwise. */
export const listKind = z.enum(['opt_in', 'opt_out']);
export type ListKind = z.infer<typeof listKind>;

const words = {
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(500).default(''),
};

/** A new subscription list. Its key stands in filters (`consent:<key>`) and in the API, and stays. */
export const listBody = z.strictObject({
  ...words,
  key: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,49}$/),
  kind: listKind,
});
export type ListBody = z.infer<typeof listBody>;

export const listWordsBody = z.strictObject(words);
export type ListWordsBody = z.input<typeof listWordsBody>;

export interface ListRow extends ListBody {
  id: string;
  createdAt: Timestamp;
}

export interface ListsAnswer {
  lists: ListRow[];
}

/** Null: as if they had never been asked. */
export const consentBody = z.strictObject({ state: consentState.nullable() });
export type ConsentBody = z.infer<typeof consentBody>;

/** What a contact said about a list; `state` is null where they were never asked, `effective` what that comes to. */
export interface ConsentRow {
  listId: string;
  key: string;
  name: string;
  kind: ListKind;
  state: ConsentState | null;
  effective: ConsentState;
  source: string | null;
  actor: string | null;
  at: Timestamp | null;
}

export interface ConsentsAnswer {
  consents: ConsentRow[];
}
