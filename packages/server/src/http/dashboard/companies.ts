import { companiesCountQuery, companiesQuery } from '@halo/wire/dashboard/companies.ts';
import { pageQuery } from '@halo/wire/dashboard/paging.ts';
import { traitEdit } from '@halo/wire/dashboard/person.ts';
import { browseCompanies, countBrowsedCompanies } from '../../contacts/browse-companies.ts';
import { browseMembers } from '../../contacts/browse-members.ts';
import { editTrait } from '../../contacts/edit-trait.ts';
import { readCompanyRecord } from '../../contacts/read-company-record.ts';
import { workspaceRoute } from './dashboard-route.ts';

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
