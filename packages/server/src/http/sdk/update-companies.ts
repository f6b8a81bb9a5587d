import { LIMITS } from '@halo/wire/limits.ts';
import { updateCompaniesBody } from '@halo/wire/sdk/companies.ts';
import { bulkAnswer } from '@halo/wire/sdk/users.ts';
import { bulkRows } from '../../contacts/run-bulk.ts';
import { updateCompanies } from '../../contacts/update-companies.ts';
import { proveServer } from '../../identity/prove-server.ts';
import { BULK } from '../known-refusals.ts';
import { sdkRoute } from './sdk-route.ts';

export const updateCompaniesRoute = sdkRoute({
  method: 'post',
  path: '/companies/update',
  summary: 'Create or update up to 1,000 companies quietly.',
  keys: ['widget', 'server'],
  scope: 'write',
  body: updateCompaniesBody,
  answer: bulkAnswer,
  refuses: BULK,
  maxBytes: LIMITS.bulkBodyBytes,
  async handle(deps, call) {
    const { body } = call;
    const { keyId } = await proveServer(deps, { ...call, userToken: body.user_token, scope: 'companies.update' });
    call.limit('write', { trust: 'verified', externalId: `bulk:${keyId}` });
    return updateCompanies(deps, {
      ...call,
      keyId,
      rows: bulkRows('companies', body),
      updateOnly: body.update_only === true,
    });
  },
});
