/** `npm run bundles`, and the `prepare` step of an install, which leaves to the first start what it cannot build. */
import { BuildFailed, buildBundles } from './build-bundles.ts';

try {
  await buildBundles((line) => console.log(line));
} catch (error) {
  if (!(error instanceof BuildFailed)) throw error;
  console.error(error.message);
  if (!process.argv.includes('--if-possible')) process.exitCode = 1;
}
