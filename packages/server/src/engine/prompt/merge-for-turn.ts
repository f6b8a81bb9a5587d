import type { ContextEntry, Customer } from './customer.ts';

type Values = Record<string, unknown>;

/** The layers a turn is made of. Layers that do not apply are left out; `null` is said only of a known absence. */
export interface TurnSources
  extends Pick<Customer, 'identityMode' | 'attributes' | 'allowList' | 'withheld' | 'now' | 'zone'> {
  person: {
    level: NonNullable<Customer['person']>['level'];
    /** Traits this session sent that no contact holds (identity I9): they fill what is unset. */
    session?: Values;
    stored?: Values;
    /** `custom_fields` of the request. */
    request?: Values;
    /** Claims of a valid token, registered and reserved names already removed. */
    claims?: Values;
  } | null;
  company: {
    id: string;
    level: NonNullable<Customer['company']>['level'];
    session?: Values;
    stored?: Values;
    request?: Values;
  } | null;
  contexts: {
    storedCompany?: readonly ContextEntry[];
    storedUser?: readonly ContextEntry[];
    session?: readonly ContextEntry[];
    request?: readonly ContextEntry[];
  };
}

/**
 * What the agent knows in this turn: for a person stored traits, request `custom_fields`, token claims; for context
 * the stored company's, the stored user's, then session and request. The later layer wins key by key; its `null`
 * hides the key for this turn. Context entries are replaced whole and keep the place where their key was first set.
 */
export function mergeForTurn(sources: TurnSources): Customer {
  const { person, company, contexts, identityMode, attributes, allowList, withheld, now, zone } = sources;
  return {
    identityMode,
    person: person && {
      level: person.level,
      values: mergeValues([person.session, person.stored, person.request, person.claims]),
    },
    company: company && {
      id: company.id,
      level: company.level,
      values: mergeValues([company.session, company.stored, company.request]),
    },
    contexts: mergeContexts([contexts.storedCompany, contexts.storedUser, contexts.session, contexts.request]),
    attributes,
    allowList,
    withheld,
    now,
    zone,
  };
}

function mergeValues(layers: readonly (Values | undefined)[]): Values {
  const merged = new Map<string, unknown>();
  for (const layer of layers) {
    for (const [key, value] of Object.entries(layer ?? {})) {
      if (value !== undefined) merged.set(key, value);
    }
  }
  // fromEntries defines keys, so that a trait called `__proto__` stays a trait.
  return Object.fromEntries([...merged].filter(([, value]) => value !== null));
}

function mergeContexts(layers: readonly (readonly ContextEntry[] | undefined)[]): ContextEntry[] {
  const merged = new Map<string, unknown>();
  for (const layer of layers) {
    for (const { key, entry } of layer ?? []) {
      if (entry !== undefined) merged.set(key, entry);
    }
  }
  return [...merged].filter(([, entry]) => entry !== null).map(([key, entry]) => ({ key, entry }));
}
