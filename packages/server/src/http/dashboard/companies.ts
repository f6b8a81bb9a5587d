import {
  type CompanyAudienceAnswer,
  companiesCountQuery,
  companiesQuery,
  companyAudienceBody,
  companyListBody,
} from '@halo/wire/dashboard/companies.ts';
import { pageQuery } from '@halo/wire/dashboard/paging.ts';
import { traitEdit } from '@halo/wire/dashboard/person.ts';
import { browseCompanies, countBrowsedCompanies } from '../../contacts/browse-companies.ts';
import { browseCompanyAudience } from '../../contacts/browse-company-audience.ts';
import { browseMembers } from '../../contacts/browse-members.ts';
import { editTrait } from '../../contacts/edit-trait.ts';
import { readCompanyRecord } from '../../contacts/read-company-record.ts';
import { parseCompanyFilter, previewCompanies } from '../../filters/preview-companies.ts';
import { workspaceRoute } from './dashboard-route.ts';
import { wireExplanation } from './wire-explanation.ts';

export const companies = workspaceRoute({
  method: 'get',
  path: '/companies',
  needs: 'companies',
  query: companiesQuery,
  handle: (deps, { workspace, query: { search, ...page } }) => browseCompanies(deps, workspace.id, search, page),
});

export const companyCount = workspaceRoute({
  method: 'get',
  path: '/companies/count',
  needs: 'companies',
  query: companiesCountQuery,
  handle: (deps, { workspace, query }) => countBrowsedCompanies(deps, workspace.id, query.search),
});

export const companyAudience = workspaceRoute({
  method: 'post',
  path: '/companies/query',
  needs: 'companies',
  body: companyListBody,
  handle: (deps, { workspace, body: { filter, search, ...page } }) => {
    const question = { workspaceId: workspace.id, filter: parseCompanyFilter(filter), zone: workspace.timeZone };
    return browseCompanyAudience(deps, question, search, page);
  },
});

export const companyPreview = workspaceRoute({
  method: 'post',
  path: '/companies/preview',
  needs: 'companies',
  body: companyAudienceBody,
  handle: async (deps, { workspace, body }): Promise<CompanyAudienceAnswer> => {
    const question = { workspaceId: workspace.id, filter: parseCompanyFilter(body.filter), zone: workspace.timeZone };
    const { companyRowId: companyId = null, explain } = body;
    const { explanation, ...preview } = await previewCompanies(deps, question, { explain, companyId });
    return { ...preview, ...(explanation && { explanation: wireExplanation(explanation) }) };
  },
});

export const companyRecord = workspaceRoute({
  method: 'get',
  path: '/companies/:companyRowId',
  needs: 'companies',
  handle: (deps, { workspace, params }) => readCompanyRecord(deps, workspace.id, params.companyRowId!),
});

export const editCompanyTrait = workspaceRoute({
  method: 'patch',
  path: '/companies/:companyRowId/traits',
  needs: 'companies.edit',
  body: traitEdit,
  handle: async (deps, call) => {
    const id = call.params.companyRowId!;
    await editTrait(deps, call, { scope: 'company', id }, call.body);
    return readCompanyRecord(deps, call.workspace.id, id);
  },
});

export const companyMembers = workspaceRoute({
  method: 'get',
  path: '/companies/:companyRowId/members',
  needs: 'companies',
  query: pageQuery,
  handle: (deps, { workspace, params, query }) => browseMembers(deps, workspace.id, params.companyRowId!, query),
});
