import { createHalo } from 'haloagents/vue';
import { createApp } from 'vue';
import '../../acme.css';
import App from './App.vue';
import { person, personId } from './session.ts';

createApp(App)
  .use(
    createHalo(() => ({
      apiUrl: import.meta.env.VITE_HALO_URL ?? 'http://localhost:3000',
      orgId: import.meta.env.VITE_HALO_ORG ?? 'YOUR_ORG',
      apiKey: import.meta.env.VITE_HALO_KEY ?? 'YOUR_WIDGET_KEY',
      userId: personId.value,
      userTraits: person.value ?? undefined,
      companyId: personId.value && 'acme',
    })),
  )
  .mount('#app');
