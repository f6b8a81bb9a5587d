import type { ReactNode } from 'react';
import '../../acme.css';
import { Halo } from './halo';
import { currentPerson } from './session';

export const metadata = { title: 'Acme Forms' };

export default async function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Halo person={await currentPerson()} signs={Boolean(process.env.HALO_SECRET)}>
          {children}
        </Halo>
      </body>
    </html>
  );
}
