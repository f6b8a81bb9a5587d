import { z } from 'zod';
import { requestId, timestamp } from './values.ts';

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

const days = z.int().min(1).max(3_650);

/** Days for which is kept what nobody asked to keep. Conversations are never deleted by age. */
export const retention = {
  identify_log_days: z.int().min(1).max(30),
  session_days: days,
  visitor_days: days,
  prompt_days: days.nullable(),
};

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
    ...retention,
  })
  .partial();
export type SettingsPatch = z.infer<typeof settingsPatch>;
export type Settings = Required<SettingsPatch>;

export const settingsAnswer = z.object({ ...settingsPatch.required().shape, request_id: requestId });

/** What the last seven days say about the identity mode: who was proven, who would be refused. */
export const identityFigures = z.object({
  from: timestamp,
  to: timestamp,
  calls: z.int().describe('Calls that named a user'),
  verified_calls: z.int(),
  would_refuse_calls: z.int().describe('Calls that `enforce` would have refused'),
  refused_calls: z.int(),
  people: z.int().describe('The contacts those calls spoke of'),
  verified_people: z.int(),
  affected_people: z.int().describe('Contacts with at least one call that would be refused'),
  reasons: z.array(z.object({ reason: z.string(), calls: z.int(), people: z.int() })),
  affected: z
    .array(
      z.object({
        contact_id: z.string(),
        user_id: z.string().nullable(),
        display_name: z.string(),
        reason: z.string(),
        calls: z.int(),
        last_at: timestamp,
      }),
    )
    .describe('The people affected last, at most 50'),
  ever_verified: z.boolean().describe('Whether any call was ever proven'),
});
export type WireIdentityFigures = z.infer<typeof identityFigures>;

export const changeSettingsAnswer = z.object({
  ...settingsAnswer.shape,
  figures: identityFigures.optional().describe('With `identity_mode`: what the last 7 days say about it'),
});
