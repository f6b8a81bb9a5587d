declare const __HALO_VERSION__: string | undefined;

/** The version of this build, as in package.json. Run from source it is `dev`. */
export const VERSION = typeof __HALO_VERSION__ === 'string' ? __HALO_VERSION__ : 'dev';
