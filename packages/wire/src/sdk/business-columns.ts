import { z } from 'zod';
import { timestamp } from './values.ts';

const term = z.enum(['monthly', 'quarterly', 'annual', 'bi_annual']);

/** The recognised traits that people and companies share, as answers show them (identity T6). */
export const businessColumns = {
  signed_up_at: timestamp.nullish(),
  renewal_date: timestamp.nullish(),
  renewal_status: z
    .enum([
      'up_for_renewal',
      'in_progress',
      'likely_to_renew',
      'expansion_opportunity',
      'set_to_cancel',
      'set_to_cancel_trial',
      'at_risk',
      'renewed',
      'lost',
    ])
    .nullish(),
  contract_term: term.nullish(),
  payment_terms: term.nullish(),
  on_contract: z.boolean().nullish(),
  mrr: z.number().nullish(),
  arr: z.number().nullish(),
};
