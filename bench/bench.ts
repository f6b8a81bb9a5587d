import { answersBench } from './answers.ts';
import { audienceBench } from './audience.ts';
import { identifyBench } from './identify.ts';
import { inboxBench } from './inbox.ts';
import { meaningBench } from './meaning.ts';
import { startBench } from './start.ts';
import { widgetBench } from './widget.ts';

const BENCHES: Record<string, () => Promise<object>> = {
  answers: answersBench,
  audience: audienceBench,
  identify: identifyBench,
  inbox: inboxBench,
  meaning: meaningBench,
  start: startBench,
  widget: widgetBench,
};

const name = process.argv[2] ?? '';
const bench = BENCHES[name];
if (!bench) {
  process.stderr.write(`Usage: npm run bench -- ${Object.keys(BENCHES).join(' | ')}\n`);
  process.exit(2);
}
process.stdout.write(`${JSON.stringify({ bench: name, ...(await bench()) })}\n`);
process.exit(0);
