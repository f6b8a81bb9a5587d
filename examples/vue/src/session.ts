import { computed, ref } from 'vue';
import { PEOPLE, type PersonId } from '../../people.ts';

/** Who is signed in. */
export const personId = ref<PersonId | null>(null);
export const person = computed(() => personId.value && PEOPLE[personId.value]);
