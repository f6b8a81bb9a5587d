import type { Sql } from '../db/database.ts';

/** The queues are small: what is done leaves them within a day. */
export async function deleteJobsOfContacts(sql: Sql, contactIds: readonly string[]): Promise<void> {
  await sql`delete from jobs.job where data ->> 'contactId' = any(${[...contactIds]}::text[])`;
}
