/** What a turn knows about companies, all by the company's own id. */
export interface CompanyChoice {
  /** `company_id` of the request. */
  requested?: string | null;
  /** Companies a valid token names, the one under `company_id` first. */
  claimed?: readonly string[];
  /** The company last named in this session. */
  session?: string | null;
  /** The membership last named by any call. */
  lastNamed?: string | null;
  memberships: readonly string[];
}

/**
 * The company a turn is about (identity C2): the request's if the contact is a member or the token names it, else the
 * one last named in this session, else the token's, else the membership last named by any call.
 */
export function currentCompany(choice: CompanyChoice): string | null {
  const claimed = choice.claimed ?? [];
  const { requested } = choice;
  if (requested && (choice.memberships.includes(requested) || claimed.includes(requested))) return requested;
  return choice.session ?? claimed[0] ?? choice.lastNamed ?? null;
}
