import { type SettingsPatch, settingsPatch } from '@halo/wire/sdk/settings.ts';
import { readIdentityFigures } from '../contacts/read-identity-figures.ts';
import { figuresToWire, settingsFromWire, settingsToWire } from '../http/sdk/settings-words.ts';
import { changeSettings } from '../workspaces/change-settings.ts';
import { readSettings } from '../workspaces/read-settings.ts';
import { type Command, needOrg, readPair, readValue, UsageError } from './command.ts';

const ORG = { org: { type: 'string' } } as const;

export const getSettingsCommand: Command = {
  name: 'settings get',
  usage: 'settings get --org ID [KEY]',
  about: "show a workspace's settings, or one of them",
  options: ORG,
  async run(call) {
    const [key, ...rest] = call.words;
    if (rest.length > 0) throw new UsageError('name one KEY, or none for all');
    if (key !== undefined) known(key);
    const settings: Record<string, unknown> = {
      ...settingsToWire(await readSettings(await call.deps(), needOrg(call))),
    };
    return key === undefined
      ? { json: settings, text: lines(settings) }
      : { json: { [key]: settings[key] }, text: String(settings[key]) };
  },
};

export const setSettingsCommand: Command = {
  name: 'settings set',
  usage: 'settings set --org ID KEY=VALUE …',
  about: "change a workspace's settings; they count within two seconds",
  options: ORG,
  async run(call) {
    const workspaceId = needOrg(call);
    if (call.words.length === 0) throw new UsageError('KEY=VALUE is missing');
    const patch = Object.assign({}, ...call.words.map(readSetting)) as SettingsPatch;
    const deps = await call.deps();
    const changed = await changeSettings(deps, {
      workspaceId,
      actor: { kind: 'command_line' },
      patch: settingsFromWire(patch),
    });
    const settings = settingsToWire(changed);
    if (patch.identity_mode === undefined) return { json: settings, text: lines(settings) };
    const figures = figuresToWire(await readIdentityFigures(deps, { id: workspaceId, timeZone: changed.timeZone }));
    const week = `Last 7 days: ${figures.calls} calls named a user, ${figures.verified_calls} were proven, ${figures.would_refuse_calls} would have been refused, ${figures.refused_calls} were.`;
    return { json: { ...settings, figures }, text: `${lines(settings)}\n${week}` };
  },
};

function known(key: string): keyof SettingsPatch {
  if (Object.hasOwn(settingsPatch.shape, key)) return key as keyof SettingsPatch;
  throw new UsageError(`there is no setting "${key}"; there are ${Object.keys(settingsPatch.shape).join(', ')}`);
}

/** Takes a value as it was typed where that fits, so that a name may be `12`, and else as the JSON it may be. */
function readSetting(pair: string): SettingsPatch {
  const [name, text] = readPair(pair);
  const key = known(name);
  const shape = settingsPatch.shape[key];
  const plain = shape.safeParse(text);
  const read = plain.success ? plain : shape.safeParse(readValue(text));
  if (!read.success) throw new UsageError(`${key}: ${read.error.issues[0]?.message}`);
  return { [key]: read.data };
}

function lines(settings: object): string {
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}`)
    .join('\n');
}
