import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environment, loadConfig } from './config.ts';
import { StartRefused } from './refusal.ts';

describe('loadConfig', () => {
  it('needs nothing to be set', () => {
    expect(loadConfig({}, '/srv/halo')).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      dataDir: '/srv/halo/.halo',
      databaseUrl: null,
      production: false,
      rateLimits: 'on',
      demo: true,
      model: { provider: 'builtin' },
      warnings: [],
    });
  });

  it('takes an empty variable for an absent one', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: ' ', HALO_DEMO: '' }).port).toBe(3000);
  });

  it.each([
    ['PORT', '80 80'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['HOST', 'http://x'],
    ['HALO_URL', 'halo.example.com'],
    ['HALO_URL', 'https://halo.example.com/?a=1'],
    ['HALO_URL', 'https://example.com/halo'],
    ['DATABASE_URL', 'mysql://u@h/d'],
    ['HALO_DATABASE_POOL_MODE', 'statement'],
    ['HALO_MASTER_KEY', 'short'],
    ['HALO_RATE_LIMITS', 'of'],
    ['HALO_DEMO', 'true'],
    ['HALO_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['HALO_TRUSTED_PROXIES', '10.0.0.0/8,proxy'],
    ['HALO_OUTSIDE_ALLOW', 'https://x/y'],
    ['HALO_LOG_LEVEL', 'loud'],
    ['HALO_METRICS_TOKEN', 'short'],
    ['HALO_DRAIN_SECONDS', '0'],
    ['HALO_MODEL_PROVIDER', 'gpt'],
    ['HALO_MODEL_BASE_URL', 'localhost:11434'],
  ])('refuses %s=%s in one line that names it', (name, value) => {
    const load = () => loadConfig({ [name]: value });
    expect(load).toThrow(StartRefused);
    expect(load).toThrow(new RegExp(`^${name} must [^\\n]+$`));
  });

  it.each([
    ['DATABASE_URL', 'mysql://u:s3cret@h/d'],
    ['HALO_MASTER_KEY', 's3cret'],
    ['HALO_METRICS_TOKEN', 's3cret'],
  ])('never shows the value of %s', (name, value) => {
    expect(() => loadConfig({ [name]: value })).toThrow(/^(?!.*s3cret)/);
  });

  it.each([
    [{ HALO_MODEL_PROVIDER: 'openai' }, 'HALO_MODEL must'],
    [{ HALO_MODEL_PROVIDER: 'anthropic', HALO_MODEL: 'm' }, 'HALO_MODEL_API_KEY must'],
    [{ HALO_MODEL_PROVIDER: 'openai-compatible', HALO_MODEL: 'm' }, 'HALO_MODEL_BASE_URL must'],
  ])('asks for what a model provider needs: %j', (env, line) => {
    expect(() => loadConfig(env)).toThrow(line);
  });

  it('has no demo where strangers could reach it, unless it is asked for', () => {
    expect(loadConfig({ HOST: '0.0.0.0' }).demo).toBe(false);
    expect(loadConfig({ NODE_ENV: 'production' }).demo).toBe(false);
    expect(loadConfig({ HOST: '0.0.0.0', HALO_DEMO: '1' }).demo).toBe(true);
    expect(loadConfig({ HALO_DEMO: '0' }).demo).toBe(false);
  });

  it('listens for live events on the database itself, never through a transaction pooler', () => {
    const DATABASE_URL = 'postgres://halo@pooler:6432/halo';
    expect(loadConfig({ DATABASE_URL }).databaseDirectUrl).toBe(DATABASE_URL);
    expect(loadConfig({ DATABASE_URL, HALO_DATABASE_POOL_MODE: 'transaction' }).databaseDirectUrl).toBeNull();
  });

  it('says so when a variable that looks like ours is not', () => {
    expect(loadConfig({ HALO_RATELIMITS: 'off' }).warnings).toEqual([
      'HALO_RATELIMITS is not a setting of Halo and was not read',
    ]);
  });
});

describe('the README', () => {
  it('lists every setting, with the words that stand in the code', () => {
    const readme = readFileSync(join(resolve(import.meta.dirname, '../../..'), 'README.md'), 'utf8');
    for (const [name, shape] of Object.entries(environment.shape)) {
      expect(readme).toContain(`| \`${name}\` |`);
      expect(readme).toContain(shape.description);
    }
  });
});
