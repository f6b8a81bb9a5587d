import type postgres from 'postgres';

/** Every table of Halo and of its job queues in which a row, read as text, holds one of the words; with the row. */
export async function tracesOf(sql: postgres.Sql, words: readonly string[]): Promise<string[]> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'jobs') order by 1`;
  const likes = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await sql.unsafe<{ row: string }[]>(
        `select t::text as row from only ${name} t where t::text ilike any($1::text[])`,
        [likes],
      );
      return rows.map(({ row }) => `${name}: ${row}`);
    }),
  );
  return found.flat();
}
