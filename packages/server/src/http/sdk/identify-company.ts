import { identifyCompanyAnswer, identifyCompanyBody } from '@halo/wire/sdk/companies.ts';
import { identifyCompany } from '../../contacts/identify-company.ts';
import { proveUser } from '../../identity/prove-user.ts';
import { Refusal } from '../../refusal.ts';
import { WRITING } from '../known-refusals.ts';
import { sdkRoute } from './sdk-route.ts';
import { ownWordsOfCompany, wholeCompany } from './user-record.ts';

export const identifyCompanyRoute = sdkRoute({
  method: 'post',
  path: '/companies/identify',
  summary: 'Create or update one company and link the user to it.',
  keys: ['widget', 'server'],
  scope: 'write',
  body: identifyCompanyBody,
  answer: identifyCompanyAnswer,
  refuses: [...WRITING, 'invalid_company_id', 'not_found'],
  async handle(deps, call) {
    const { body } = call;
    const proof = await proveUser(deps, { ...call, userId: body.user_id, userToken: body.user_token });
    const { mayCreate } = call.limit('identify', proof, body.session_id);
    const outcome = await identifyCompany(deps, {
      ...call,
      proof,
      companyId: body.company_id,
      remove: body.remove === true,
      mayCreate,
    });
    const { company } = outcome;
    if (!company) throw new Refusal('not_found', 'There is no such company to remove the user from.');
    const membership = outcome.memberships.find(({ companyId }) => companyId === company.id);
    return {
      success: true as const,
      result: outcome.result,
      company:
        call.key.kind === 'server'
          ? wholeCompany(company, outcome.companyContext)
          : ownWordsOfCompany(company, outcome, body, membership?.trust === 'verified' && outcome.heldBy === null),
      ...(outcome.linkedCompany && { linked_user: proof.externalId }),
      trust: outcome.trust,
      session_id: outcome.session?.sessionId,
      ignored: outcome.ignored,
      ...(proof.tokenError && { token_error: proof.tokenError }),
    };
  },
});
