/** The keys Halo keeps itself: sent as traits they are refused, all of them named (identity T8). */
export const MANAGED_TRAITS = {
  user: [
    'id',
    'external_id',
    'org_id',
    'company_id',
    'created_at',
    'updated_at',
    'first_seen',
    'last_seen',
    'last_contacted_at',
  ],
  company: [
    'id',
    'external_id',
    'org_id',
    'created_at',
    'updated_at',
    'health_score',
    'team_size',
    'last_contacted_at',
  ],
} as const;
