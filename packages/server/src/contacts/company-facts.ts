import { buildFacts, type Facts } from '../filters/read-value.ts';
import type { Company } from './company.ts';
import { namedForFilters } from './record-columns.ts';

/** A company with the readings that filters see of it; days without a zone are read in `zone`. */
export function companyFacts(company: Company, zone: string): { company: Company; facts: Facts } {
  const { values, levels } = namedForFilters('company', company);
  const facts = buildFacts({ values: { id: company.externalId, ...values }, levels: { id: 2, ...levels }, zone });
  return { company, facts };
}
