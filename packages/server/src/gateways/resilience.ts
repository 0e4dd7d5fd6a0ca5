import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  isBrokenCircuitError,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import type { CallPolicy, CircuitStatus, GatewayEffects, Unavailable } from './call-policy.ts';
import { CallFailure } from './response-body.ts';

type Failed = Omit<Unavailable, 'requestId'>;

/** Runs attempts under one target's timeout, retries and circuit. */
export type Resilience = {
  execute<T>(repeatable: boolean, attempt: (signal: AbortSignal) => Promise<T>): Promise<T | Failed>;
  status(): CircuitStatus;
};

/** Retries are outside the circuit and the timeout is inside it: every attempt has its own time and counts for the circuit. */
export function createResilience(
  policy: CallPolicy,
  effects: Pick<GatewayEffects, 'random'>,
  onStatus: (status: CircuitStatus) => void,
): Resilience {
  const breaker = circuitBreaker(
    // An answer too large or out of contract is a sick target too; it only is not worth repeating.
    handleWhen(
      (error) =>
        error instanceof TaskCancelledError || error instanceof CallFailure || isNetworkFailure(error),
    ),
    { halfOpenAfter: policy.circuit.reopenMs, breaker: new ConsecutiveBreaker(policy.circuit.failures) },
  );
  breaker.onStateChange((state) => onStatus(statusOf(state)));
  const once = wrap(breaker, timeout(policy.timeoutMs, TimeoutStrategy.Aggressive));
  const repeated = wrap(
    retry(
      handleWhen((error) => isWorthRepeating(error, policy.backoff.maxMs)),
      {
        maxAttempts: policy.attempts - 1,
        backoff: new DelegateBackoff<{ attempt: number }>(({ attempt }) => {
          const ceiling = Math.min(policy.backoff.maxMs, policy.backoff.initialMs * 2 ** (attempt - 1));
          return effects.random() * ceiling;
        }),
      },
    ),
    once,
  );
  return {
    async execute(repeatable, attempt) {
      const runner = repeatable && policy.attempts > 1 ? repeated : once;
      try {
        return await runner.execute(({ signal }) => attempt(signal));
      } catch (error) {
        return failure(error, policy);
      }
    },
    status: () => statusOf(breaker.state),
  };
}

function isWorthRepeating(error: Error, maxWaitMs: number): boolean {
  if (error instanceof TaskCancelledError || isNetworkFailure(error)) return true;
  if (!(error instanceof CallFailure)) return false;
  // Asked to wait longer than we would: the person hears so instead of watching us knock.
  if (error.retryAfter !== undefined && error.retryAfter * 1_000 > maxWaitMs) return false;
  return error.reason === 'server-error' || error.reason === 'rate-limited';
}

/** fetch reports every connection failure as a TypeError with a cause; a cut body is a TypeError or a SocketError. */
function isNetworkFailure(error: unknown): boolean {
  return (
    error instanceof TypeError ||
    (error instanceof Error && 'code' in error && String(error.code).startsWith('UND_ERR'))
  );
}

function failure(error: unknown, policy: CallPolicy): Failed {
  if (isBrokenCircuitError(error)) {
    return {
      kind: 'unavailable',
      reason: 'circuit-open',
      retryAfter: Math.ceil(policy.circuit.reopenMs / 1_000),
    };
  }
  if (error instanceof TaskCancelledError) return { kind: 'unavailable', reason: 'timeout' };
  if (error instanceof CallFailure) {
    const { reason, retryAfter } = error;
    return { kind: 'unavailable', reason, ...(retryAfter === undefined ? {} : { retryAfter }) };
  }
  if (isNetworkFailure(error)) return { kind: 'unavailable', reason: 'unreachable' };
  throw error;
}

function statusOf(state: CircuitState): CircuitStatus {
  if (state === CircuitState.Closed) return 'closed';
  return state === CircuitState.HalfOpen ? 'half-open' : 'open';
}
