import { inAll, type Text } from '../text/locale.ts';
import { DAY_MS } from './calendar.ts';
import type { Level } from './level.ts';

/** What a member may be (A7). */
export const ORGANISATION_ROLES = ['administrator', 'operator'] as const;
export type OrganisationRole = (typeof ORGANISATION_ROLES)[number];

/** The roles in words. */
export const ROLE_TEXTS: Readonly<Record<OrganisationRole, { readonly name: Text; readonly may: Text }>> = {
  administrator: {
    name: inAll('管理员', '管理員', '管理員', 'Administrator'),
    may: inAll(
      '可办理单位的全部业务，并管理成员',
      '可辦理機構的全部業務，並管理成員',
      '可辦理單位的全部業務，並管理成員',
      'does everything for the organisation, and manages its members',
    ),
  },
  operator: {
    name: inAll('经办人', '經辦人', '承辦人', 'Operator'),
    may: inAll(
      '可办理单位的业务，不能管理成员',
      '可辦理機構的業務，不能管理成員',
      '可辦理單位的業務，不能管理成員',
      'acts for the organisation; does not manage its members',
    ),
  },
};

/** What can be done for an organisation: by whom, from which level of their own account (A8). */
export const ORGANISATION_FUNCTIONS = [
  'organisation-members',
  'organisation-invite',
  'organisation-roles',
  'organisation-remove',
  'relying-party',
  'organisation-leave',
] as const;
export type OrganisationFunction = (typeof ORGANISATION_FUNCTIONS)[number];

/** Who may: level of the account and role in the organisation. */
export const ORGANISATION_GATES: Readonly<
  Record<
    OrganisationFunction,
    { readonly name: Text; readonly level: Level; readonly roles: readonly OrganisationRole[] }
  >
> = {
  'organisation-members': {
    name: inAll('查看成员', '查看成員', '檢視成員', 'See the members'),
    level: 'real-name',
    roles: ['administrator', 'operator'],
  },
  'organisation-invite': {
    name: inAll('邀请成员', '邀請成員', '邀請成員', 'Invite a member'),
    level: 'real-name',
    roles: ['administrator'],
  },
  'organisation-roles': {
    name: inAll('更改成员角色', '更改成員角色', '變更成員角色', 'Change a member’s role'),
    level: 'real-name',
    roles: ['administrator'],
  },
  'organisation-remove': {
    name: inAll('移除成员', '移除成員', '移除成員', 'Remove a member'),
    level: 'real-name',
    roles: ['administrator'],
  },
  'relying-party': {
    name: inAll('作为用证单位核验证件', '作為用證機構核驗證件', '作為用證單位查驗證件', 'Be a relying party'),
    level: 'real-person',
    roles: ['administrator'],
  },
  'organisation-leave': {
    name: inAll('退出单位', '退出機構', '退出單位', 'Leave the organisation'),
    level: 'registered',
    roles: ['administrator', 'operator'],
  },
};

/** Figures of organisations; an agency changes them here. */
export const organisationPolicy = {
  /** Level of the agent who becomes the first administrator (A7). */
  agentLevel: 'real-person' as Level,
  /** Level from which an invitation can be accepted. */
  memberLevel: 'real-name' as Level,
  invitationForMs: 7 * DAY_MS,
  /** Wrong tries before an invitation's code is dead. */
  codeTries: 5,
  /** Invitations that an organisation may send in a day. */
  invitations: [{ most: 50, withinMs: DAY_MS }],
  /** Open invitations and members of one organisation at most; beyond, it is another kind of customer. */
  mostMembers: 200,
  /** Bytes of a scanned letter of authorisation. */
  largestLetter: 8 * 1024 * 1024,
} as const;
