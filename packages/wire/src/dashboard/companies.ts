import { z } from 'zod';
import type { Timestamp, ValueTrust } from '../sdk/values.ts';
import { pageQuery } from './paging.ts';
import type { ClearedTrait, ContextItem, Person, Trait } from './person.ts';
import type { AudienceAnswer } from './segments.ts';

const companyFilter = z.object({ search: z.string().trim().max(200).optional() });

export const companiesQuery = pageQuery.extend(companyFilter.shape);
export type CompaniesQuery = z.input<typeof companiesQuery>;
export const companiesCountQuery = companyFilter;

/** A page of the companies a filter of `company.` fields means. */
export const companyListBody = z.strictObject({
  ...companiesQuery.shape,
  filter: z.record(z.string(), z.unknown()),
});
export type CompanyListBody = z.input<typeof companyListBody>;

export const companyAudienceBody = z.strictObject({
  filter: z.record(z.string(), z.unknown()),
  /** Ask for the funnel as well. */
  explain: z.boolean().default(false),
  /** Ask why this company matches or not. */
  companyRowId: z.uuid().optional(),
});
export type CompanyAudienceBody = z.input<typeof companyAudienceBody>;

/** Which companies a filter means just now. */
export type CompanyAudienceAnswer = Pick<AudienceAnswer, 'count' | 'funnel' | 'explanation'>;

export interface CompanyRow {
  id: string;
  companyId: string;
  /** Name, else the company id. */
  displayName: string;
  name: string | null;
  domain: string | null;
  industry: string | null;
  plan: string | null;
  employeeCount: number | null;
  mrr: number | null;
  trust: ValueTrust;
  /** Exact up to 1,000. */
  members: number;
  signedUpAt: Timestamp | null;
  createdAt: Timestamp;
}

export interface CompanyRecordAnswer {
  company: CompanyRow;
  traits: Trait[];
  cleared: ClearedTrait[];
  context: ContextItem[];
  updatedAt: Timestamp;
}

/** A person of a company: the trust is that of the membership, `person.trust` that of the person. */
export interface CompanyMember {
  person: Person;
  current: boolean;
  trust: ValueTrust;
  method: string;
  since: Timestamp;
  lastSeen: Timestamp | null;
}
