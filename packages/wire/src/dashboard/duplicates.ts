import { z } from 'zod';
import { leadFormAsk } from '../sdk/leads.ts';
import type { Timestamp, ValueTrust } from '../sdk/values.ts';
import type { Person } from './person.ts';

/** One of several contacts with an e-mail, with what tells whether they are one person. */
export interface DuplicateContact extends Person {
  contactId: string;
  /** How the e-mail is known to be theirs. */
  emailProof: { level: ValueTrust; source: string; at: Timestamp } | null;
  companies: string[];
  conversations: number;
  lastSeen: Timestamp | null;
  createdAt: Timestamp;
}

/** Contacts that share an e-mail, which may or may not be one person: nothing is done by itself. */
export interface DuplicateGroup {
  email: string;
  /** At most ten, those last seen first. */
  contacts: DuplicateContact[];
  /** All of them. */
  count: number;
}

/** They are different people: the group is shown again only when one more contact joins it. */
export const dismissBody = z.strictObject({ email: z.string().min(1).max(320) });

/** Somebody a teammate adds before there is a user id: by name, e-mail or both. */
export const addLeadBody = z
  .strictObject({ name: z.string().trim().max(200), email: z.string().trim().max(320) })
  .refine(({ name, email }) => name !== '' || email !== '', { error: 'a name or an e-mail', path: ['name'] });
export type AddLeadBody = z.infer<typeof addLeadBody>;

export interface LeadFormsAnswer {
  agents: { id: string; name: string; ask: z.infer<typeof leadFormAsk>; required: boolean }[];
}

export const leadFormBody = z.strictObject({ ask: leadFormAsk, required: z.boolean() });
export type LeadFormBody = z.infer<typeof leadFormBody>;
