import { loadConfig } from '../packages/server/src/config.ts';
import type { ContactWrite, WriteOutcome } from '../packages/server/src/contacts/contact-write.ts';
import type { Writer } from '../packages/server/src/contacts/writer.ts';
import { createApp } from '../packages/server/src/http/app.ts';
import { listen } from '../packages/server/src/http/listen.ts';
import { createLog } from '../packages/server/src/log.ts';
import { openDeps } from '../packages/server/src/open-deps.ts';
import { saveSegment } from '../packages/server/src/segments/save-segment.ts';
import type { News } from '../packages/server/src/topics.ts';
import { startUpkeep } from '../packages/server/src/upkeep.ts';
import { createWorkspace } from '../packages/server/src/workspaces/create-workspace.ts';

const config = loadConfig({ ...process.env, PORT: '0', HALO_RATE_LIMITS: 'off', HALO_LOG_LEVEL: 'warn' });
const { deps, close } = await openDeps(config, createLog(config));
if (process.env.BENCH_WITHOUT_DATABASE) deps.writer = answersFromMemory();
else await startUpkeep(deps);
const app = createApp(deps);
const door = await listen(
  { host: '127.0.0.1', port: 0 },
  () => app,
  () => undefined,
);
const workspace = await createWorkspace(deps, {
  name: 'Bench',
  actor: { kind: 'command_line' },
  serverKeyScopes: ['read', 'write'],
});
if (process.env.BENCH_FLIPS) await followFlips();
process.on('SIGTERM', async () => {
  await door.drain(5);
  await close();
  process.exit(0);
});
process.send?.({
  port: String(door.port),
  widgetKey: workspace.widgetKey,
  serverKey: workspace.serverKey,
  secretId: workspace.identitySecret.id,
  secret: workspace.identitySecret.secret,
});

/** Saves the segments it is sent, and says when a worker runs for a contact who came to match one. */
async function followFlips(): Promise<void> {
  const { publish } = deps;
  let followed = '';
  let saved = 0;
  deps.publish = async (tx, topic, list) => {
    await publish(tx, topic, list);
    if (topic !== 'segmentsFlipped') return;
    const rows = (list as News['segmentsFlipped']).flatMap(({ contactId, segmentId, entered }) =>
      entered && segmentId === followed ? [{ data: { contactId } }] : [],
    );
    if (rows.length > 0) await deps.jobs.insert(tx, 'bench-flip', rows);
  };
  await deps.jobs.work('bench-flip', async (jobs) => {
    for (const { data } of jobs) process.send?.({ ...(data as object), at: Date.now() });
  });
  process.on('message', async ({ segments }: { segments: object[] }) => {
    for (const filter of segments) {
      saved += 1;
      const { id } = await saveSegment(deps, {
        ...{ workspaceId: workspace.id, id: null, name: `Segment ${saved}`, contactType: 'users', filter },
        actor: { kind: 'command_line' },
      });
      followed = id;
    }
  });
}

/** The same server with everything but the database: parsing, checks, token, answer. */
function answersFromMemory(): Writer {
  const at = new Date().toISOString();
  return {
    async submit(write: ContactWrite): Promise<WriteOutcome> {
      const values = Object.assign({}, ...(write.person?.traits ?? []).map((group) => group.values));
      return {
        result: 'updated',
        trust: 'verified',
        heldBy: null,
        contact: {
          workspaceId: write.workspace.id,
          id: '00000000-0000-7000-8000-000000000000',
          kind: 'user',
          externalId: write.person?.externalId ?? null,
          values,
          provenance: { marks: [], keys: {}, gone: {} },
          currentCompanyId: null,
          mergedInto: null,
          trust: 'verified',
          trustMethod: 'token',
          trustKeyId: null,
          provenAt: at,
          tokenProvenAt: at,
          announced: true,
          sessionsValidFrom: null,
          firstSeen: at,
          lastSeen: at,
          createdAt: at,
          updatedAt: at,
        },
        contactContext: [],
        memberships: [],
        company: null,
        companyContext: [],
        linkedCompany: false,
        session: null,
        claimedExternalId: null,
        companyId: null,
        linked: { conversations: 0, tickets: 0 },
        ignored: [],
        refused: [],
        recorded: { user: { changed: [], ignored: [] }, company: { changed: [], ignored: [] } },
        repeated: false,
        renewed: false,
        changed: [],
      };
    },
    drain: async () => undefined,
    state: () => ({ waiting: 0, inFlight: 0 }),
  };
}
