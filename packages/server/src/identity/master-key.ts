import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The 32 bytes that seal secrets at rest: from the environment (stretched by sha-256), else a 0600 file in the data folder, made once. */
export function readMasterKey(config: { masterKey: string | null; dataDir: string }): Buffer {
  if (config.masterKey) return createHash('sha256').update(config.masterKey).digest();
  const file = join(config.dataDir, 'master.key');
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== 32) throw new Error(`${file} does not hold a master key; restore it from where you keep it`);
  return key;
}
