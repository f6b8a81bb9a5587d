import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Bundle } from './bundle.ts';
import { keepBuild, keptBuild, nameOfBuild } from './keep-build.ts';

let folder: string;
let widget: Bundle;

function build(name: string, text: string): void {
  mkdirSync(widget.dist, { recursive: true });
  writeFileSync(join(widget.dist, 'a.js'), text);
  writeFileSync(join(widget.dist, 'a.d.ts'), 'not for browsers');
  writeFileSync(join(widget.dist, 'integrity.json'), JSON.stringify({ build: name, files: { 'a.js': {} } }));
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halo-kept-'));
  widget = { name: 'widget', folder, dist: join(folder, 'dist') };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('keeps what browsers fetch of each build, and never writes one anew', () => {
  keepBuild(folder, widget);
  expect(nameOfBuild(widget)).toBeNull();
  build('1.0.0-0123456789', 'one');
  keepBuild(folder, widget);
  build('1.0.1-abcdefabcd', 'two');
  keepBuild(folder, widget);
  const first = keptBuild(folder, '1.0.0-0123456789') ?? '';
  expect(readdirSync(first).sort()).toEqual(['a.js', 'integrity.json']);
  expect(readFileSync(join(first, 'a.js'), 'utf8')).toBe('one');
  build('1.0.0-0123456789', 'other bytes under the same name');
  keepBuild(folder, widget);
  expect(readFileSync(join(first, 'a.js'), 'utf8')).toBe('one');
});

it('keeps the newest thirty, and knows no other name', () => {
  for (let i = 0; i < 33; i++) {
    build(`1.0.0-${String(i).padStart(10, '0')}`, String(i));
    keepBuild(folder, widget);
    const kept = keptBuild(folder, `1.0.0-${String(i).padStart(10, '0')}`) ?? '';
    utimesSync(kept, i + 1, i + 1);
  }
  expect(readdirSync(join(folder, 'sdk'))).toHaveLength(30);
  expect(keptBuild(folder, '1.0.0-0000000000')).toBeNull();
  expect(keptBuild(folder, '1.0.0-0000000032')).not.toBeNull();
  for (const name of ['..', '../dist', '', '1.0.0', '.1.0.0-0123456789.1']) expect(keptBuild(folder, name)).toBeNull();
});
