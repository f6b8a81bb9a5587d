import type { IdentifyCompanyAnswer as WireCompanyAnswer } from '@halo/wire/sdk/companies.ts';
import type { IdentifyUserAnswer as WireUserAnswer } from '@halo/wire/sdk/users.ts';
import { expectTypeOf, it } from 'vitest';
import type { IdentifyAnswer, IdentifyCompanyAnswer } from './answers.ts';

it('promises nothing that the wire does not hold', () => {
  expectTypeOf<WireUserAnswer>().toExtend<IdentifyAnswer>();
  expectTypeOf<WireCompanyAnswer>().toExtend<IdentifyCompanyAnswer>();
});
