import { z } from 'zod';

export const timeZone = z.string().refine(
  (zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  },
  { error: 'not a time zone name such as "UTC" or "Europe/Berlin"' },
);

/** Every workspace setting, as `PATCH /settings`, the dashboard and the command line know it. */
export const settingsPatch = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    identity_mode: z.enum(['off', 'report', 'enforce']),
    who_may_write: z.enum(['everybody', 'identified']),
    company_proof: z.enum(['token', 'member']),
    time_zone: timeZone,
    /** Hours after which a token is too old whatever its `exp` says; null for no such bound. */
    max_token_age: z.int().min(1).max(8760).nullable(),
    tracking: z.boolean(),
  })
  .partial();
export type SettingsPatch = z.infer<typeof settingsPatch>;
export type Settings = Required<SettingsPatch>;
