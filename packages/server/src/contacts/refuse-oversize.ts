import { LIMITS } from '@halo/wire/limits.ts';
import { Refusal } from '../refusal.ts';
import type { CompanyDraft, ContactDraft } from './batch.ts';
import type { ContactWrite } from './contact-write.ts';

/** A record may grow call by call, but not without bound. */
export function refuseOversize(write: ContactWrite, person: ContactDraft | null, company: CompanyDraft | null): void {
  const parts = [
    {
      record: person && { values: person.contact.values, context: person.context },
      part: write.person,
      limit: LIMITS.userBytes,
    },
    {
      record: company && { values: company.company.values, context: company.context },
      part: write.company,
      limit: LIMITS.companyBytes,
    },
  ];
  for (const { record, part, limit } of parts) {
    if (!record || !part) continue;
    const isSmall = Object.keys(record.values).length + record.context.length < 100;
    if (isSmall && !part.context && part.traits.reduce((sum, group) => sum + mostBytes(group.values), 0) < 1_000)
      continue;
    const sent = part.traits.reduce(
      (sum, group) => sum + roughBytes(group.values),
      part.context ? roughBytes(part.context.entries) : 0,
    );
    // Measuring what is stored costs as much as the rest of the call; few keys cannot have grown far by small steps.
    if (isSmall && sent < 1_000) continue;
    const most = limit * LIMITS.recordFactor;
    if (roughBytes(record.values) + roughBytes(record.context) + sent > most) {
      throw new Refusal(
        'too_large',
        `The stored record would grow over ${most.toLocaleString('en')} bytes; nothing was stored.`,
        { limit: most },
      );
    }
  }
}

/** A bound told without writing anything out: a character takes six bytes at most, what is nested is not measured. */
function mostBytes(values: Record<string, unknown>): number {
  let bytes = 2;
  for (const key of Object.keys(values)) {
    const value = values[key];
    if (typeof value === 'object' && value !== null) return Number.POSITIVE_INFINITY;
    bytes += key.length * 6 + (typeof value === 'string' ? value.length * 6 : 24) + 6;
  }
  return bytes;
}

function roughBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}
