import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void, production = true): string {
  const lines: string[] = [];
  write(createLog({ production, logLevel: 'info' }, { write: (line: string) => lines.push(line) }));
  return lines.join('');
}

describe('createLog', () => {
  it('writes one JSON object a line in production', () => {
    const line = logged((log) => log.info({ port: 3000 }, 'listening'));
    expect(JSON.parse(line)).toMatchObject({ level: 30, port: 3000, msg: 'listening' });
  });

  it('writes readable lines in development', () => {
    const line = logged((log) => log.info({ port: 3000 }, 'listening'), false);
    expect(line).toMatch(/INFO.*listening/);
  });

  it.each([true, false])('leaves out tokens, keys and message texts (production: %s)', (production) => {
    const line = logged(
      (log) =>
        log.warn(
          {
            authorization: 'Bearer s3cret',
            call: { user_token: 's3cret', message: 's3cret', traits: { plan: 's3cret' } },
          },
          'refused',
        ),
      production,
    );
    expect(line).toContain('refused');
    expect(line).not.toContain('s3cret');
  });

  it('says where an error arose, and not the value a database complained about', () => {
    const refused = Object.assign(new Error('invalid input syntax for type uuid: "s3cret"'), {
      code: '22P02',
      parameters: ['s3cret'],
      query: 'select s3cret',
    });
    const line = logged((log) =>
      log.error({ err: new Error('writing failed', { cause: refused }) }, 'a request failed'),
    );
    expect(line).not.toContain('s3cret');
    expect(JSON.parse(line).err).toMatchObject({ said: 'writing failed', cause: { code: '22P02' } });
    expect(JSON.parse(line).err.where).toContain('log.test.ts');
  });
});
