import { inAll } from '../text/locale.ts';

/** Refusals about a relying party's devices (V1). */
export const DEVICE_PROBLEMS = {
  'too-many-devices': {
    status: 409,
    title: inAll(
      '设备数量已到上限',
      '裝置數量已達上限',
      '裝置數量已達上限',
      'There are as many devices as a party may have',
    ),
    next: inAll(
      '请先停用不再使用的设备。',
      '請先停用不再使用的裝置。',
      '請先停用不再使用的裝置。',
      'End devices that are not used any more first.',
    ),
  },
} as const;
