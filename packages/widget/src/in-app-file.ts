/** The file of in-app messages and banners, fetched where a workspace has live ones for whoever is here. */
export { mountInApp } from './ui/in-app/mount-in-app.tsx';
