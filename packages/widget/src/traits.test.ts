import type { MANAGED_TRAITS } from '@halo/wire/managed-traits.ts';
import { expectTypeOf, it } from 'vitest';
import type { CompanyTraits, ManagedCompanyTrait, ManagedUserTrait, UserTraits } from './traits.ts';

// These hold by compiling: `npm run typecheck` reads them, the runner only shows that they are there.
it('knows the very keys the server refuses', () => {
  expectTypeOf<ManagedUserTrait>().toEqualTypeOf<(typeof MANAGED_TRAITS.user)[number]>();
  expectTypeOf<ManagedCompanyTrait>().toEqualTypeOf<(typeof MANAGED_TRAITS.company)[number]>();
});

it('takes any other trait, and a bag whose keys are not known', () => {
  expectTypeOf<{ name: string; plan: null; team_size: number }>().toExtend<UserTraits>();
  expectTypeOf<{ name: string; company_id: string }>().toExtend<CompanyTraits>();
  expectTypeOf<Record<string, unknown>>().toExtend<UserTraits>();
});

it('does not compile a reserved key', () => {
  expectTypeOf<{ created_at: string }>().not.toExtend<UserTraits>();
  expectTypeOf<{ name: string; id: number }>().not.toExtend<UserTraits>();
  expectTypeOf<{ health_score: number }>().not.toExtend<CompanyTraits>();
});
