import type { SdkRoute } from './sdk-route.ts';

/** Every endpoint of `/api/sdk`, one line each. */
export const sdkRoutes: readonly SdkRoute[] = [];
