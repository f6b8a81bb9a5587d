import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readMasterKey } from './master-key.ts';
import { createSealer } from './seal.ts';

const folder = mkdtempSync(join(tmpdir(), 'halo-seal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const place = { workspaceId: 'w1', table: 'identity_secrets', row: 'r1' };

test('safety K6: the master key is a file of its own, for nobody else to read, and the same at every start', () => {
  const dataDir = join(folder, 'data');
  const key = readMasterKey({ masterKey: null, dataDir });
  expect(key).toHaveLength(32);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  expect(statSync(join(dataDir, 'master.key')).mode & 0o777).toBe(0o600);
  expect(readMasterKey({ masterKey: null, dataDir })).toEqual(key);
  expect(readMasterKey({ masterKey: 'from the environment, 32 characters', dataDir })).not.toEqual(key);
  writeFileSync(join(dataDir, 'master.key'), 'short');
  expect(() => readMasterKey({ masterKey: null, dataDir })).toThrow('does not hold a master key');
});

test('safety K6: a sealed secret opens only with its key, in its workspace, table and row, and unchanged', () => {
  const sealer = createSealer(Buffer.alloc(32, 1));
  const sealed = sealer.seal('ha_secret_1', place);
  expect(sealed.includes('ha_secret_1')).toBe(false);
  expect(sealer.seal('ha_secret_1', place)).not.toEqual(sealed);
  expect(sealer.open(sealed, place)).toBe('ha_secret_1');
  for (const elsewhere of [{ workspaceId: 'w2' }, { table: 'public_keys' }, { row: 'r2' }]) {
    expect(() => sealer.open(sealed, { ...place, ...elsewhere })).toThrow();
  }
  expect(() => createSealer(Buffer.alloc(32, 2)).open(sealed, place)).toThrow();
  for (let at = 0; at < sealed.length; at++) {
    const bent = Buffer.from(sealed);
    bent[at]! ^= 1;
    expect(() => sealer.open(bent, place)).toThrow();
  }
});
