import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const has = (command: string): boolean =>
  spawnSync('sh', ['-c', `PATH=$PATH:/usr/sbin command -v ${command}`]).status === 0;

const aloud = (args: string[]): boolean =>
  spawnSync('apt-get', args, {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;

/**
 * Makes sure that HAProxy is there, which the tests of several verification nodes stand behind: on Debian and Ubuntu as
 * root it installs it. Answers what a person must install, or undefined when nothing is missing.
 */
export const ensureBalancer = (): string | undefined => {
  if (has('haproxy')) return undefined;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    console.log('  installing haproxy');
    const done =
      aloud(['update', '-qq']) && aloud(['install', '-y', '-qq', '--no-install-recommends', 'haproxy']);
    if (done && has('haproxy')) return undefined;
  }
  return 'HAProxy 2.6 or newer is missing (Debian, Ubuntu: sudo apt-get install haproxy; macOS: brew install haproxy)';
};
