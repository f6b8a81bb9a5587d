import type { CallTrust } from '@halo/wire/sdk/values.ts';
import type { Agent } from '../agents/agent.ts';
import type { CustomerKnowledge } from '../contacts/read-customer.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { ContextEntry, Customer } from './prompt/customer.ts';
import { mergeForTurn, type TurnSources } from './prompt/merge-for-turn.ts';

/** What a turn adds to what is stored and to what its session said before. */
export interface SaidNow {
  trust: CallTrust;
  customFields: Record<string, unknown> | null;
  context: Record<string, unknown> | null;
}

/** Everything a turn may know of its customer, in the layers of prompt.md. What the caller may not learn is not in it. */
export function customerOfTurn(
  workspace: Workspace,
  agent: Pick<Agent, 'allowedAttributes'>,
  knowledge: CustomerKnowledge,
  said: SaidNow,
  now: Date,
): Customer {
  const { contact, storedAllowed, companyAllowed, contexts, session } = knowledge;
  const company = companyLayers(knowledge);
  const ownCompanyContext = company?.session ? entriesOf(session.companyContext) : [];
  return mergeForTurn({
    identityMode: workspace.identityMode,
    zone: workspace.timeZone,
    now,
    attributes: knowledge.attributes,
    ...(agent.allowedAttributes && { allowList: agent.allowedAttributes }),
    withheld: knowledge.withheld,
    person: {
      level: said.trust,
      session: session.traits,
      stored: storedAllowed ? contact?.values : undefined,
      request: said.customFields ?? undefined,
      claims: session.claims,
    },
    company,
    contexts: {
      storedCompany: [...ownCompanyContext, ...(companyAllowed ? contexts.company : [])],
      storedUser: storedAllowed ? contexts.contact : [],
      session: entriesOf(session.context),
      request: entriesOf(said.context),
    },
  });
}

/** The current company as far as it is open to the caller; what their own session said of it always is (identity C5). */
function companyLayers({ company, companyAllowed, membership, session }: CustomerKnowledge): TurnSources['company'] {
  const open = companyAllowed ? company : null;
  const id = open?.externalId ?? session.companyExternalId;
  if (id === null) return null;
  return {
    id,
    level: open && membership?.trust === 'verified' ? 'verified' : 'claimed',
    session: session.companyExternalId === id ? session.companyTraits : undefined,
    stored: open?.values,
  };
}

function entriesOf(context: Record<string, unknown> | null): ContextEntry[] {
  return Object.entries(context ?? {}).map(([key, entry]) => ({ key, entry }));
}
