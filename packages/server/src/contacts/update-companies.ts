import { updateCompanyRow } from '@halo/wire/sdk/companies.ts';
import type { Deps } from '../deps.ts';
import { readRecordBody, requireCompanyId } from './call-body.ts';
import { type BulkAnswerBody, type BulkCall, bulkWrite, runBulk } from './run-bulk.ts';

/** Upserts up to 1,000 companies quietly; rows are judged as `updateUsers` judges people. */
export function updateCompanies(deps: Pick<Deps, 'writer' | 'config'>, call: BulkCall): Promise<BulkAnswerBody> {
  return runBulk(deps, call, 'company_id', (row) => {
    const body = updateCompanyRow.parse(row);
    const said = readRecordBody('company', body, {
      level: 2,
      receivedAt: call.receivedAt,
      zone: call.workspace.timeZone,
      docsUrl: `${deps.config.publicUrl}/docs#reserved-traits`,
    });
    return {
      ...bulkWrite(call, 'companies/update'),
      company: {
        externalId: requireCompanyId(body.company_id),
        mode: call.updateOnly ? 'existing' : 'upsert',
        traits: said.traits,
        context: said.context,
        remove: false,
        proven: true,
      },
      ignored: said.ignored,
    };
  });
}
