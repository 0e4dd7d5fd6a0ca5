/** People of the sandbox whom one can ask about: none of them exists (journeys/portal.test.ts compares them with the sandbox). */
export const TRY_PEOPLE = {
  match: { name: '张晓晓', number: '990000200103070024' },
  wrongName: { name: '张小晓', number: '990000200103070024' },
  lost: { name: '扎西次仁', number: '990000197803110037' },
  expired: { name: '欧阳淑慧', number: '990000199502280023' },
} as const;
export type TryPerson = keyof typeof TRY_PEOPLE | 'other';
