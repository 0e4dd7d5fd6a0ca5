/** Addresses of serving a person and of organisations at the counter. Nothing about anybody ever stands in one. */
export const PEOPLE_PATHS = {
  find: '/counter/people',
  document: '/counter/people/document',
  visit: '/counter/people/visit',
  faceSign: '/counter/people/face-sign',
  phone: '/counter/people/phone',
  organisations: '/counter/organisations',
  onboard: '/counter/organisations/new',
} as const;
