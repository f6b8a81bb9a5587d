import { type Settings, settingsPatch } from '@halo/wire/sdk/settings.ts';
import { readIdentityFigures } from '../../contacts/read-identity-figures.ts';
import { changeSettings } from '../../workspaces/change-settings.ts';
import { settingsOf } from '../../workspaces/settings.ts';
import { sdkRoute } from './sdk-route.ts';

export const readSettingsRoute = sdkRoute({
  method: 'get',
  path: '/settings',
  summary: "Read the workspace's settings.",
  keys: ['server'],
  scope: 'settings',
  async handle(_, call) {
    return toWire(settingsOf(call.workspace));
  },
});

export const changeSettingsRoute = sdkRoute({
  method: 'patch',
  path: '/settings',
  summary: "Change the workspace's settings; a new identity mode is answered with the last 7 days' figures.",
  keys: ['server'],
  scope: 'settings',
  body: settingsPatch,
  async handle(deps, call) {
    const { body, key, workspace } = call;
    const patch = {
      name: body.name,
      identityMode: body.identity_mode,
      whoMayWrite: body.who_may_write,
      companyProof: body.company_proof,
      timeZone: body.time_zone,
      maxTokenAgeHours: body.max_token_age,
      tracking: body.tracking,
    };
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const actor = { kind: 'server_key' as const, id: key.kind === 'server' ? key.id : '' };
    const settings = await changeSettings(deps, { workspaceId: workspace.id, actor, patch: given });
    if (body.identity_mode === undefined) return toWire(settings);
    return { ...toWire(settings), figures: await readIdentityFigures(deps, workspace.id) };
  },
});

function toWire(settings: ReturnType<typeof settingsOf>): Settings {
  return {
    name: settings.name,
    identity_mode: settings.identityMode,
    who_may_write: settings.whoMayWrite,
    company_proof: settings.companyProof,
    time_zone: settings.timeZone,
    max_token_age: settings.maxTokenAgeHours,
    tracking: settings.tracking,
  };
}
