import { parseArgs } from 'node:util';
import { loadConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { type OpenedDeps, openDeps } from '../open-deps.ts';
import { Refusal, StartRefused } from '../refusal.ts';
import { type Command, UsageError } from './command.ts';
import { COMMANDS } from './commands.ts';

/** Where a command prints. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

const DONE = 0;
const FAILED = 1;
const NOT_UNDERSTOOD = 2;

/**
 * Runs one command line and answers its exit code: 0 done, 1 refused or failed, 2 not understood. With `--json` the
 * answer, and also a failure, is one JSON object on standard output.
 */
export async function runCommand(args: string[], terminal: Terminal): Promise<number> {
  const asJson = args.includes('--json');
  const fail = (code: number, reason: string, json: object, hint = '') => {
    if (asJson) terminal.out(`${JSON.stringify({ error: reason, ...json })}\n`);
    else terminal.err(`${reason}\n${hint}`);
    return code;
  };
  if (args.length === 0 || args.includes('--help') || args[0] === 'help') {
    terminal.out(help());
    return args.length === 0 ? NOT_UNDERSTOOD : DONE;
  }
  const command = COMMANDS.find(({ name }) => name.split(' ').every((word, at) => args[at] === word));
  if (!command) return fail(NOT_UNDERSTOOD, 'There is no such command.', { code: 'usage' }, help());
  try {
    const { json, text, failed = false } = await call(command, args, terminal);
    terminal.out(`${asJson ? JSON.stringify(json) : text}\n`);
    return failed ? FAILED : DONE;
  } catch (error) {
    if (error instanceof UsageError)
      return fail(NOT_UNDERSTOOD, error.message, { code: 'usage' }, `Usage: halo ${command.usage}\n`);
    if (error instanceof Refusal) return fail(FAILED, error.message, { code: error.code, ...error.details });
    if (error instanceof StartRefused) return fail(FAILED, error.message, { code: 'start_refused' });
    throw error;
  }
}

async function call(command: Command, args: string[], terminal: Terminal) {
  const { values, positionals } = parse(command, args.slice(command.name.split(' ').length));
  const config = loadConfig();
  const log = createLog({ production: false, logLevel: 'warn' }, { write: (line: string) => terminal.err(line) });
  let opened: OpenedDeps | undefined;
  try {
    return await command.run({
      config,
      words: positionals,
      options: values,
      async deps() {
        // A command needs few connections, and a server beside it many.
        opened ??= await openDeps({ ...config, databaseConnections: 4 }, log, { beside: true });
        return opened.deps;
      },
    });
  } finally {
    await opened?.close();
  }
}

function parse(command: Command, args: string[]) {
  try {
    return parseArgs({
      args,
      options: { ...command.options, json: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0] ?? '');
  }
}

function help(): string {
  const width = Math.max(...COMMANDS.map(({ usage }) => usage.length));
  const lines = COMMANDS.map(({ usage, about }) => `  ${usage.padEnd(width)}  ${about}`);
  return `Halo's command line. It works beside a running server; every command takes --json.\n\n${lines.join('\n')}\n`;
}
