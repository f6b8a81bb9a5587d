import { companyAnswer } from '@halo/wire/sdk/companies.ts';
import { readCompany } from '../../contacts/read-company.ts';
import { sdkRoute } from './sdk-route.ts';
import { wholeCompany } from './user-record.ts';

export const readCompanyRoute = sdkRoute({
  method: 'get',
  path: '/companies/:company_id',
  summary: 'Read one company with its members.',
  keys: ['server'],
  scope: 'read',
  answer: companyAnswer,
  refuses: ['not_found', 'rate_limited'],
  async handle(deps, call) {
    call.limit('read', { trust: 'verified', externalId: null });
    const { company, context, members } = await readCompany(deps, call.workspace.id, call.params.company_id ?? '');
    return {
      company: wholeCompany(company, context),
      members: members.map(({ externalId, current, trust }) => ({ user_id: externalId, current, trust })),
    };
  },
});
