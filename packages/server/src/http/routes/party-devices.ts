import * as devices from '@suizheng/domain/contract/party-devices.ts';
import type { Context } from '../../context.ts';
import { createPartyCode, listPartyReadersOf, revokePartyReaderOf } from '../../flows/parties/devices.ts';
import { type Binding, bind } from '../bind.ts';

/** Devices of relying parties, enrolled by QR (V1). */
export const partyDeviceRoutes = (context: Context): Binding[] => [
  bind(devices.createPartyEnrolmentCode, (call) =>
    createPartyCode(context, call.caller, { ...call.body, partyId: call.params.id }, call),
  ),
  bind(devices.listPartyReaders, ({ caller, params, query }) =>
    listPartyReadersOf(context, caller, params.id, query.before),
  ),
  bind(devices.revokePartyReader, (call) =>
    revokePartyReaderOf(
      context,
      call.caller,
      { partyId: call.params.id, readerId: call.params.readerId, reason: call.body.reason },
      call,
    ),
  ),
];
