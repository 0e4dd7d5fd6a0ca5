/** Addresses of staff access; the secret of an enrolment link stands behind the #, which no server and no log sees. */
export const STAFF_PATHS = {
  enrol: '/counter/enrol',
  staff: '/counter/staff',
  newStaff: '/counter/staff/new',
} as const;
