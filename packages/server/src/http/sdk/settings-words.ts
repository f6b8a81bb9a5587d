import type { IdentityFigures } from '@halo/wire/dashboard/security.ts';
import type { WorkspaceSettings } from '@halo/wire/dashboard/settings.ts';
import type { Settings, SettingsPatch, WireIdentityFigures } from '@halo/wire/sdk/settings.ts';

/** Settings as the REST API and the command line speak of them. */
export function settingsToWire(settings: WorkspaceSettings): Settings {
  return {
    name: settings.name,
    identity_mode: settings.identityMode,
    who_may_write: settings.whoMayWrite,
    company_proof: settings.companyProof,
    time_zone: settings.timeZone,
    max_token_age: settings.maxTokenAgeHours,
    tracking: settings.tracking,
    identify_log_days: settings.identifyLogDays,
    session_days: settings.sessionDays,
    visitor_days: settings.visitorDays,
    prompt_days: settings.promptDays,
  };
}

/** A patch in the rooms' words; what was not given is left out. */
export function settingsFromWire(patch: SettingsPatch): Partial<WorkspaceSettings> {
  const named = {
    name: patch.name,
    identityMode: patch.identity_mode,
    whoMayWrite: patch.who_may_write,
    companyProof: patch.company_proof,
    timeZone: patch.time_zone,
    maxTokenAgeHours: patch.max_token_age,
    tracking: patch.tracking,
    identifyLogDays: patch.identify_log_days,
    sessionDays: patch.session_days,
    visitorDays: patch.visitor_days,
    promptDays: patch.prompt_days,
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

/** The figures of the identity mode, as the REST API and the command line speak of them. */
export function figuresToWire(figures: IdentityFigures): WireIdentityFigures {
  return {
    from: figures.from,
    to: figures.to,
    calls: figures.calls,
    verified_calls: figures.verifiedCalls,
    would_refuse_calls: figures.wouldRefuseCalls,
    refused_calls: figures.refusedCalls,
    people: figures.people,
    verified_people: figures.verifiedPeople,
    affected_people: figures.affectedPeople,
    reasons: figures.reasons.map(({ reason, calls, people }) => ({ reason, calls, people })),
    affected: figures.affected.map((person) => ({
      contact_id: person.contactId,
      user_id: person.userId,
      display_name: person.displayName,
      reason: person.reason,
      calls: person.calls,
      last_at: person.lastAt,
    })),
    ever_verified: figures.everVerified,
  };
}
