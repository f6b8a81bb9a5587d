import { z } from 'zod';
import type { CompanyLink, Person } from './person.ts';

export const searchQuery = z.object({ q: z.string().trim().min(1).max(200) });

/** What the command palette finds: at most eight of each, best first. */
export interface SearchAnswer {
  people: (Person & { company: string | null })[];
  companies: CompanyLink[];
  tickets: { id: string; conversationId: string; subject: string; status: string; displayName: string }[];
}
