import { z } from 'zod';
import type { Timestamp, ValueTrust } from '../sdk/values.ts';
import { pageQuery } from './paging.ts';
import type { ClearedTrait, ContextItem, Person, Trait } from './person.ts';

const companyFilter = z.object({ search: z.string().trim().max(200).optional() });

export const companiesQuery = pageQuery.extend(companyFilter.shape);
export type CompaniesQuery = z.input<typeof companiesQuery>;
export const companiesCountQuery = companyFilter;

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
