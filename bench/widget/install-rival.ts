import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A package as npm has it, and the one file of it that browsers load. */
export interface Package {
  name: string;
  version: string;
  integrity: string;
  file: string;
}

const RIVALS = fileURLToPath(new URL('../.rivals/', import.meta.url));

/**
 * The bytes of a rival's built file. Only the package itself is fetched from npm, not the half gigabyte it would install:
 * its file for browsers has everything in it. Kept in bench/.rivals/ for the next run; pinned by npm's own checksum.
 */
export function installRival({ name, version, integrity, file }: Package): Buffer {
  const folder = join(RIVALS, `${name.replace('/', '-')}-${version}`);
  if (!existsSync(folder)) {
    const aside = join(RIVALS, `.${process.pid}`);
    mkdirSync(aside, { recursive: true });
    try {
      const args = ['pack', `${name}@${version}`, '--json', '--silent', '--pack-destination', aside];
      const said = execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
      const [packed] = JSON.parse(said) as { filename: string; integrity: string }[];
      if (packed?.integrity !== integrity) throw new Error(`npm has another ${name}@${version} than the one measured`);
      execFileSync('tar', ['-xzf', join(aside, packed.filename), '-C', aside, `package/${file}`]);
      renameSync(join(aside, 'package'), folder);
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
  }
  return readFileSync(join(folder, file));
}
